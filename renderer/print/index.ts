/** Articles on paper. */
export { PrintDialog } from "./print-dialog.tsx";
