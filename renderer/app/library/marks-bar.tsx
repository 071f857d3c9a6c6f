import { Button } from "react-aria-components";
import type { Format } from "../../../shared/export-formats.ts";
import type { ArticleQuery } from "../../../shared/rpc/contract.ts";
import type { Place } from "../../../shared/places.ts";
import type { Status } from "../../../shared/status.ts";
import { FormatMenu } from "../../export/index.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { ArchiveIcon, CloseIcon, EraseIcon, ExportIcon, RestoreIcon, TrashIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { useSelected } from "../../store/use-store.ts";
import { GiveStatus } from "./give-status.tsx";
import type { Marks } from "./marks.ts";
import type { Moved } from "./use-moving.ts";

/** Where articles of each list can go. */
const WAYS: Readonly<Record<ArticleQuery["filter"], readonly Place[]>> = {
  desk: ["archive", "trash"],
  "for-me": ["archive", "trash"],
  unread: ["archive", "trash"],
  unconfirmed: ["archive", "trash"],
  archive: ["desk", "trash"],
  trash: ["desk"],
};
const ICONS: Readonly<Record<Place, () => React.ReactNode>> = { desk: RestoreIcon, archive: ArchiveIcon, trash: TrashIcon };
const NAMES: Readonly<Record<Place, MessageKey>> = {
  desk: "app.library.to.desk",
  archive: "app.library.to.archive",
  trash: "app.library.to.trash",
};

interface Props {
  readonly marks: Marks;
  readonly filter: ArticleQuery["filter"];
  readonly onMove: (place: Place) => void;
  readonly onGive: (status: Status) => void;
  /** Has them saved as one file. */
  readonly onExport: (format: Format) => void;
  /** Asks before it deletes for good; null for those who may not. */
  readonly onDelete: (() => void) | null;
  /** Takes back that they are deleted for good; null for those who may not. */
  readonly onKeep: (() => void) | null;
}

const readCount = (ids: ReadonlySet<string>) => ids.size;

/** The toolbar with what can be done to the marked articles; nothing while none is marked. */
export function MarksBar({ marks, filter, onMove, onGive, onExport, onDelete, onKeep }: Props) {
  const t = useText();
  const count = useSelected(marks.ids, readCount);
  if (count === 0) return null;
  return (
    <div role="toolbar" aria-label={t("app.library.marked", { count })} className="app-marks">
      <Tip name={t("app.library.marked.clear")}>
        <Button className="app-button app-quiet" aria-label={t("app.library.marked.clear")} onPress={() => marks.clear()}>
          <CloseIcon />
        </Button>
      </Tip>
      <output>{t("app.library.marked", { count })}</output>
      <span className="app-space" />
      {filter !== "trash" && <GiveStatus onGive={onGive} />}
      <FormatMenu onChoose={onExport}>
        <Tip name={t("app.archive.marked")}>
          <Button className="app-button app-quiet" aria-label={t("app.archive.marked")}>
            <ExportIcon />
          </Button>
        </Tip>
      </FormatMenu>
      {WAYS[filter].map((place) => {
        const Icon = ICONS[place];
        return (
          <Tip key={place} name={t(NAMES[place])}>
            <Button className="app-button app-quiet" aria-label={t(NAMES[place])} onPress={() => onMove(place)}>
              <Icon />
            </Button>
          </Tip>
        );
      })}
      {filter === "trash" && onKeep && (
        <Button className="app-text-button" onPress={onKeep}>
          {t("app.library.keep")}
        </Button>
      )}
      {filter === "trash" && onDelete && (
        <Tip name={t("app.library.delete")}>
          <Button className="app-button app-quiet" aria-label={t("app.library.delete")} onPress={onDelete}>
            <EraseIcon />
          </Button>
        </Tip>
      )}
    </div>
  );
}

interface MovedProps {
  readonly moved: Moved | null;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}

/** Says what was moved last, with a button that takes it back. */
export function MovedLine({ moved, onUndo, onClose }: MovedProps) {
  const t = useText();
  return (
    <output className="app-moved">
      {moved && (
        <>
          <span>{t(`app.library.moved.${moved.place}`, { count: moved.ids.length })}</span>
          <span className="app-space" />
          <Button className="app-text-button" onPress={onUndo}>
            {t("app.library.undo")}
          </Button>
          <Button className="app-button app-quiet" aria-label={t("app.close")} onPress={onClose}>
            <CloseIcon />
          </Button>
        </>
      )}
    </output>
  );
}
