import "@fontsource-variable/vazirmatn";
import "./theme/tokens.css";
import "./theme/base.css";
import { createRoot } from "react-dom/client";

createRoot(document.getElementById("root")!).render(<main>تحریر</main>);
