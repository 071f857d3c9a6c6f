import { fileKind, isProgramFile } from "../../../shared/import/file.ts";

/** Files that somebody chose or dropped. */
export interface GivenFiles {
  readonly files: readonly File[];
  /** How many files of folders are not among them, since they are of other kinds. */
  readonly skipped: number;
}

/** Most files that are taken of what is dropped, and how deep folders are walked. */
const MOST = 65_000;
const DEEPEST = 50;

/** Files that were chosen one by one. */
export const chosenFiles = (files: FileList | readonly File[] | null): GivenFiles => ({ files: [...(files ?? [])], skipped: 0 });

/** Lets somebody choose a folder. @param onChosen told of its files; not called when none is chosen */
export function chooseFolder(onChosen: (given: GivenFiles) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.webkitdirectory = true;
  input.addEventListener("change", () => onChosen(filesOfFolder([...(input.files ?? [])])));
  input.click();
}

function filesOfFolder(all: readonly File[]): GivenFiles {
  const wanted = all.filter(({ name }) => isWanted(name)).toSorted((a, b) => (a.webkitRelativePath < b.webkitRelativePath ? -1 : 1));
  return { files: wanted, skipped: all.length - wanted.length };
}

/** Files and folders that were dropped. Call it while the event is told: what is dropped is not there any more behind it. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<GivenFiles> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some(({ isDirectory }) => isDirectory)) return chosenFiles(files);
  const walk = new Walk();
  for (const entry of entries) await walk.add(entry, 0);
  return { files: walk.files, skipped: walk.skipped };
}

class Walk {
  readonly files: File[] = [];
  skipped = 0;

  /** @param depth of folders around it: what was dropped itself is taken whatever its kind, and told about then */
  async add(entry: FileSystemEntry, depth: number): Promise<void> {
    if (depth > DEEPEST || this.files.length >= MOST) {
      this.skipped++;
    } else if (isFile(entry)) {
      const file = depth === 0 || isWanted(entry.name) ? await fileOf(entry) : null;
      if (file) this.files.push(file);
      else this.skipped++;
    } else if (isFolder(entry) && !(depth > 0 && entry.name.startsWith("."))) {
      for (const child of await childrenOf(entry)) await this.add(child, depth + 1);
    }
  }
}

const isWanted = (name: string): boolean => fileKind(name) !== null && !isProgramFile(name);
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** @returns null for one that is gone, or may not be read */
const fileOf = (entry: FileSystemFileEntry): Promise<File | null> =>
  new Promise((resolve) => {
    entry.file(resolve, () => resolve(null));
  });

/** In the order of their names. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
