import type * as Y from "yjs";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import type { Role } from "../../shared/roles.ts";
import type { EditorHandle } from "../editor/index.ts";
import type { MessageKey } from "../i18n/catalogue.ts";
import type { Values } from "../i18n/text.tsx";
import type { Credits } from "./article-writers.ts";

/** What the screen of versions is told by the page that opens it. */
export interface VersionsScreenProps {
  readonly client: RpcClient;
  readonly article: string;
  readonly role: Role;
  readonly language: ArticleLanguage;
  /** The article as it is now. */
  readonly body: Y.Doc;
  readonly notes: Y.Doc;
  /** The open editor, which writes what is restored. */
  readonly editor: () => EditorHandle | null;
  /** Who wrote what in the article. */
  readonly readCredits: () => Promise<Credits>;
  /** Says something that outlasts the screen. */
  readonly say: (key: MessageKey, values?: Values) => void;
  readonly onError: (error: unknown) => void;
  readonly onClose: () => void;
}
