/** Between Electron's main process and the utility process that holds the core. */
import type { FromDesk, ToCore } from "../desk/messages.ts";

export type ToCoreProcess =
  /** The first message: where the desk is, and the secret that the keychain holds for it. */
  | { readonly type: "open"; readonly folder: string; readonly secret: string | null }
  /** A window's port comes with it. */
  | { readonly type: "window" }
  | { readonly type: "stop" }
  /** What a window offers is to be on disk. */
  | { readonly type: "drag"; readonly ticket: string }
  | { readonly type: "instruct"; readonly message: ToCore };

export type FromCoreProcess =
  /** Where they are; none where there is nothing. */
  | { readonly type: "dragged"; readonly ticket: string; readonly paths: readonly string[] }
  | { readonly type: "secret"; readonly secret: string }
  | { readonly type: "answer"; readonly message: FromDesk };
