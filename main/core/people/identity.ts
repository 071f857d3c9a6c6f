import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { ACCESS, type Member } from "../../../shared/roles.ts";

/** Holds one secret text: the system's keychain under Electron, a file that only its owner reads elsewhere. */
export interface SecretStore {
  load(): Promise<string | null>;
  save(secret: string): Promise<void>;
}

/** A member as the relay describes one. */
const memberSchema = z.object({ id: z.string().min(1), name: z.string(), color: z.string(), role: z.enum(ACCESS) });
const identitySchema = z.object({
  token: z.string().min(1),
  member: memberSchema,
  /** Where the relay is; absent where the program that starts the desk knows it. */
  relay: z.url().optional(),
  /** IDs of members that this desk was before, at the same relay. */
  formerly: z.array(z.string()).default([]),
});

/** Who writes at a desk that has joined no newsroom. */
export const NOBODY: Member = { id: "local", name: "", color: "#5b6770", role: "owner" };

/** Who this desk is at which relay. `token` is a secret: it goes through a `SecretStore`, never into SQLite. */
export type Identity = z.infer<typeof identitySchema>;

/** @throws Error when what is stored is no identity: the desk must be invited again, and its articles stay. */
export async function loadIdentity(store: SecretStore): Promise<Identity | null> {
  const text = await store.load();
  if (text === null) return null;
  const parsed = identitySchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`the stored identity cannot be read: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Resolves when it is stored. @throws Error when the store cannot take it */
export const saveIdentity = (store: SecretStore, identity: Identity): Promise<void> => store.save(JSON.stringify(identity));

/** A secret store in a file that only its owner can read. @param path of the file; its folder is made when it is not there */
export function fileSecrets(path: string): SecretStore {
  return {
    async load() {
      try {
        return await readFile(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    async save(secret) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const next = `${path}.new`;
      await writeFile(next, secret, { mode: 0o600 });
      await chmod(next, 0o600);
      await rename(next, path);
    },
  };
}
