/** Where the interface starts: dials the core and draws the window. */
import "@fontsource-variable/vazirmatn";
import "@fontsource-variable/noto-naskh-arabic";
import "@fontsource-variable/noto-nastaliq-urdu";
import "@fontsource-variable/noto-sans-hebrew";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/controls.css";
import "./app/app.css";
import "./app/library/library.css";
import "./app/library/reports.css";
import { createRoot } from "react-dom/client";
import { RpcClient } from "../shared/rpc/client.ts";
import { NoEntryPage } from "./app/frame/no-entry-page.tsx";
import { takeKey } from "./app/ports/credentials.ts";
import { dialCore } from "./app/ports/dial.ts";
import { Root } from "./app/root.tsx";
import { typeHalfSpaceInFields } from "./i18n/zwnj-key.ts";

// A file dropped beside its place must not replace the window.
for (const type of ["dragover", "drop"] as const) {
  window.addEventListener(type, (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
}

typeHalfSpaceInFields(document);
takeKey();
const root = createRoot(document.getElementById("root")!);
const client = new RpcClient(() => dialCore(() => root.render(<NoEntryPage />)), { later: (run, delay) => void setTimeout(run, delay) });
root.render(<Root client={client} />);
