/// <reference lib="dom" />
/** The bridge into the window: it asks for a port to its core, takes documents, and has a file that it offers dragged out. */
import { contextBridge, ipcRenderer } from "electron";
import { PORT_MESSAGE } from "../../shared/rpc/port.ts";
import { CONNECT, DOCUMENTS, DRAG } from "./channels.ts";

// A port cannot cross the context bridge: it is posted to the window, which only our own page can be.
ipcRenderer.on(PORT_MESSAGE, (event) => window.postMessage(PORT_MESSAGE, window.location.origin, event.ports));

ipcRenderer.on(DOCUMENTS, (_event, document: unknown) => window.postMessage({ [DOCUMENTS]: document }, window.location.origin));

contextBridge.exposeInMainWorld("tahrir", {
  connect: () => ipcRenderer.send(CONNECT),
  takeDocuments: () => ipcRenderer.send(DOCUMENTS),
  drag: (ticket: unknown) => ipcRenderer.send(DRAG, String(ticket)),
});
