import { Button } from "react-aria-components";
import { FILES } from "../../shared/export-formats.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { useText } from "../i18n/text.tsx";
import { useStore } from "../store/use-store.ts";
import { FileIcon } from "../theme/icons.tsx";
import { Tip } from "../theme/tip.tsx";
import { dragOut } from "./drag-out.ts";
import { lastFormat } from "./last-format.ts";
import type { Leaving } from "./leaving.ts";
import { saveArticle } from "./save-article.ts";

interface Props {
  readonly client: RpcClient;
  /** @returns what leaves, as it is now */
  readonly read: () => Leaving;
  readonly onError: (error: unknown) => void;
}

/** The open article as a file, in the format that was chosen last: dragged to wherever it is to be, or saved by a press (EX50, EX51). */
export function FileButton({ client, read, onError }: Props) {
  const t = useText();
  const format = useStore(lastFormat);
  const name = t("export.again", { format: FILES[format].ending.toUpperCase() });
  return (
    <Tip name={name}>
      <Button
        className="app-button app-quiet app-file"
        aria-label={name}
        onPress={() => void saveArticle(read(), format).catch(onError)}
        render={(props) => (
          <button
            {...props}
            draggable
            onDragStart={(event) => {
              const { article, name: headline, ...text } = read();
              dragOut(event, { articles: [article], headline, client, onError, text });
            }}
          />
        )}
      >
        <FileIcon />
      </Button>
    </Tip>
  );
}
