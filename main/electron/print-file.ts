import type { BrowserWindow } from "electron";

type PrintWindow = Pick<BrowserWindow, "loadFile" | "destroy"> & {
  readonly webContents: Pick<BrowserWindow["webContents"], "executeJavaScript" | "printToPDF">;
};

/**
 * Prints a page with a window that nobody sees, as `main/pdf/print-pdf.ts` does with a browser (EX28).
 * @param Window Electron's `BrowserWindow`
 * @param file HTML that needs nothing but what it holds
 * @returns a PDF
 */
export async function printFile(Window: new (options: object) => PrintWindow, file: string): Promise<Uint8Array> {
  const window = new Window({
    show: false,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false },
  });
  try {
    await window.loadFile(file);
    await window.webContents.executeJavaScript("document.fonts.ready.then(() => true)");
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
  }
}
