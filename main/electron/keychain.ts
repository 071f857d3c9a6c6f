/** The desk's secret in the system's keychain: encrypted by `safeStorage`, kept in a file beside the desk's database. */
import { readFile, rename, writeFile } from "node:fs/promises";
import type { SafeStorage } from "electron";
import type { SecretStore } from "../core/people/identity.ts";

type Cipher = Pick<SafeStorage, "decryptStringAsync" | "encryptStringAsync" | "isAsyncEncryptionAvailable">;

/** @throws Error from `save` when the system has no keychain: a token is never written in the clear */
export function keychain(cipher: Cipher, path: string): SecretStore {
  const save = async (secret: string): Promise<void> => {
    if (!(await cipher.isAsyncEncryptionAvailable()))
      throw new Error("this system offers no keychain: unlock or install one, then start again");
    await writeFile(`${path}.new`, await cipher.encryptStringAsync(secret), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  return {
    save,
    async load() {
      let stored: Buffer;
      try {
        stored = await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
      const { result, shouldReEncrypt } = await cipher.decryptStringAsync(stored);
      if (shouldReEncrypt) await save(result);
      return result;
    },
  };
}
