import { readFileSync } from "node:fs";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { UsageError } from "../errors.ts";

/** Paths of the certificate of a relay that speaks TLS itself (OP5). */
export interface CertificateFiles {
  /** PEM: the certificate, and those between it and a known authority. */
  readonly cert: string;
  /** PEM, without a passphrase. */
  readonly key: string;
}

/**
 * Reads both files, and tries whether they go together.
 * @returns the options of a TLS server
 * @throws UsageError that says which file is wrong, and how.
 */
export function readCertificate({ cert, key }: CertificateFiles): SecureContextOptions {
  const options = { cert: read(cert), key: read(key), minVersion: "TLSv1.2" } as const;
  try {
    createSecureContext(options);
  } catch (error) {
    throw new UsageError(`${cert} and ${key} are no certificate with its key: ${(error as Error).message}`, { cause: error });
  }
  return options;
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}
