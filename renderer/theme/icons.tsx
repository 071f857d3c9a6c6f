/** The frame's icons: 20 × 20, drawn in the colour of the text beside them, hidden from screen readers. */
import type { ReactNode } from "react";

/** A drawing as all of them are. */
export function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className="app-icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const LibraryIcon = () => (
  <Icon>
    <path d="M4 4v12M8 4v12M12 4.5l3.5 11M4 4h4M4 16h4" />
  </Icon>
);
export const MarginIcon = () => (
  <Icon>
    <path d="M4 4.5h12v8.5H9.5L6.5 16v-3H4zM7 7.5h6M7 10h4" />
  </Icon>
);
export const NewIcon = () => (
  <Icon>
    <path d="M10 4.5v11M4.5 10h11" />
  </Icon>
);
export const ImportIcon = () => (
  <Icon>
    <path d="M10 3.5v8.5M6.5 9 10 12.5 13.5 9M4 13.5V16h12v-2.5" />
  </Icon>
);
export const InviteIcon = () => (
  <Icon>
    <circle cx="8.5" cy="7" r="2.75" />
    <path d="M3.5 16c.5-3 2.3-4.5 5-4.5s4.5 1.5 5 4.5M15 6v4M13 8h4" />
  </Icon>
);
export const SettingsIcon = () => (
  <Icon>
    <path d="M4 6h6M14 6h2M4 14h2M10 14h6" />
    <circle cx="12" cy="6" r="1.75" />
    <circle cx="8" cy="14" r="1.75" />
  </Icon>
);
export const VersionsIcon = () => (
  <Icon>
    <path d="M4.5 7.5a6.25 6.25 0 1 1-.6 4M4.5 4v3.5H8M10 6.75V10l2.25 1.5" />
  </Icon>
);
export const InfoIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 9.25v4M10 6.75v.01" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 3.5 3.5" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m5 10.5 3.5 3.5 6.5-8" />
  </Icon>
);
export const ArchiveIcon = () => (
  <Icon>
    <path d="M3.5 4.5h13v3.5h-13zM4.5 8v7.5h11V8M8 11h4" />
  </Icon>
);
export const TrashIcon = () => (
  <Icon>
    <path d="M4 6h12M8 6V4h4v2M5.5 6l.75 10h7.5l.75-10M8.5 9v4.5M11.5 9v4.5" />
  </Icon>
);
export const EraseIcon = () => (
  <Icon>
    <path d="M4 6h12M8 6V4h4v2M5.5 6l.75 10h7.5l.75-10M8.5 9.5l3 3.5M11.5 9.5l-3 3.5" />
  </Icon>
);
export const RestoreIcon = () => (
  <Icon>
    <path className="app-turns" d="M7 5 3.5 8.5 7 12M4 8.5h7.5a4 4 0 0 1 4 4V15" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path className="app-turns" d="M7.5 5 4 8.5 7.5 12M4.5 8.5h7a4 4 0 0 1 0 8H9" />
  </Icon>
);
export const RedoIcon = () => (
  <Icon>
    <path className="app-turns" d="M12.5 5 16 8.5 12.5 12M15.5 8.5h-7a4 4 0 0 0 0 8H11" />
  </Icon>
);
export const BoldIcon = () => (
  <Icon>
    <path strokeWidth="2" d="M6.5 4.5h4.25a2.75 2.75 0 0 1 0 5.5H6.5zM6.5 10h5a2.75 2.75 0 0 1 0 5.5h-5z" />
  </Icon>
);
export const ItalicIcon = () => (
  <Icon>
    <path d="M9 4.5h5M6 15.5h5M11.5 4.5l-3 11" />
  </Icon>
);
export const UnderlineIcon = () => (
  <Icon>
    <path d="M6.5 4v5a3.5 3.5 0 0 0 7 0V4M5.5 16h9" />
  </Icon>
);
export const StrikeIcon = () => (
  <Icon>
    <path d="M4 10h12M13.5 6.5C13 5 11.8 4.25 10 4.25c-2 0-3.25 1-3.25 2.5M6.5 13.25c.5 1.6 1.7 2.5 3.5 2.5 2 0 3.5-1 3.5-2.75" />
  </Icon>
);
export const SuperscriptIcon = () => (
  <Icon>
    <path d="M4 7.5l6.5 8M10.5 7.5l-6.5 8M13 4.9c.2-.9.8-1.4 1.6-1.4s1.4.5 1.4 1.3c0 1.2-3 2-3 3.7h3.2" />
  </Icon>
);
export const SubscriptIcon = () => (
  <Icon>
    <path d="M4 4.5l6.5 8M10.5 4.5l-6.5 8M13 12.9c.2-.9.8-1.4 1.6-1.4s1.4.5 1.4 1.3c0 1.2-3 2-3 3.7h3.2" />
  </Icon>
);
export const LinkIcon = () => (
  <Icon>
    <path d="M8.5 11.5a3 3 0 0 0 4.25 0l2.5-2.5A3 3 0 0 0 11 4.75l-1 1M11.5 8.5a3 3 0 0 0-4.25 0L4.75 11A3 3 0 0 0 9 15.25l1-1" />
  </Icon>
);
export const BulletsIcon = () => (
  <Icon>
    <g className="app-turns">
      <path d="M8 5.5h8M8 10h8M8 14.5h8" />
      <circle cx="4.5" cy="5.5" r=".75" />
      <circle cx="4.5" cy="10" r=".75" />
      <circle cx="4.5" cy="14.5" r=".75" />
    </g>
  </Icon>
);
export const NumbersIcon = () => (
  <Icon>
    <g className="app-turns">
      <path d="M9 5.5h7M9 10h7M9 14.5h7" />
    </g>
    <path className="app-other-side" d="M4.5 4v3.5M3.5 12.5c1.8-1 2.8.4 1.3 1.8l-1.3 1.2h2.25" />
  </Icon>
);
export const IndentIcon = () => (
  <Icon>
    <path className="app-turns" d="M4 4.5h12M9 8.25h7M9 11.75h7M4 15.5h12M4 8l2.25 2L4 12" />
  </Icon>
);
export const OutdentIcon = () => (
  <Icon>
    <path className="app-turns" d="M4 4.5h12M9 8.25h7M9 11.75h7M4 15.5h12M6.25 8 4 10l2.25 2" />
  </Icon>
);
export const FigureIcon = () => (
  <Icon>
    <rect x="3.5" y="4.5" width="13" height="11" rx="1.5" />
    <circle cx="7.25" cy="8" r="1.25" />
    <path d="m4 14 4-3.5 2.5 2 2.5-2.5 3 3" />
  </Icon>
);
export const DividerIcon = () => (
  <Icon>
    <path d="M3.5 10h13M6 5.5h8M6 14.5h8" />
  </Icon>
);
export const FootnoteIcon = () => (
  <Icon>
    <path d="M3.5 5h7M3.5 8.5h7M3.5 12h13M3.5 16h8M13.4 4.6l1.6-1.1v5" />
  </Icon>
);
export const ZwnjIcon = () => (
  <Icon>
    <path d="M10 4v12M6.5 7 4 10l2.5 3M13.5 7l2.5 3-2.5 3" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="m6.5 8.5 3.5 3.5 3.5-3.5" />
  </Icon>
);
export const UpIcon = () => (
  <Icon>
    <path d="m6.5 11.5 3.5-3.5 3.5 3.5" />
  </Icon>
);
export const WholeWordIcon = () => (
  <Icon>
    <path d="M3 12.5v3h14v-3M6 12V9.5A1.5 1.5 0 0 1 7.5 8H9v4H7.25a1.25 1.25 0 0 1 0-2.5H9M12 4.5V12h1.5a2 2 0 0 0 0-4H12" />
  </Icon>
);
export const PatternIcon = () => (
  <Icon>
    <path d="M12.5 4v8M9 6l7 4M16 6l-7 4" />
    <circle cx="5" cy="14.5" r="1" />
  </Icon>
);
export const AlikeIcon = () => (
  <Icon>
    <path d="M4 8c2-2.5 4-2.5 6 0s4 2.5 6 0M4 13c2-2.5 4-2.5 6 0s4 2.5 6 0" />
  </Icon>
);
export const InSelectionIcon = () => (
  <Icon>
    <path d="M3.5 5h13M3.5 10h8M3.5 15h13M14 8l2.5 2L14 12" />
  </Icon>
);
export const ReplaceIcon = () => (
  <Icon>
    <path d="M4 6h9.5L11 3.5M16 14H6.5L9 16.5" />
  </Icon>
);
export const WritersIcon = () => (
  <Icon>
    <circle cx="7.25" cy="6.75" r="2.5" />
    <path d="M3 15.5c.4-2.9 2-4.25 4.25-4.25s3.85 1.35 4.25 4.25" />
    <path d="M12.5 5.5h4M12.5 8.5h4M14 11.5h2.5" />
  </Icon>
);

export const AcceptIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.5 3.5 7.5-8" />
  </Icon>
);
export const RefuseIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />
  </Icon>
);
export const StatusIcon = () => (
  <Icon>
    <path d="M5.5 17V3.75h9.25l-2 3.5 2 3.5H5.5" />
  </Icon>
);
export const ViewIcon = () => (
  <Icon>
    <path d="M2.75 10c1.9-3.2 4.3-4.75 7.25-4.75S15.35 6.8 17.25 10c-1.9 3.2-4.3 4.75-7.25 4.75S4.65 13.2 2.75 10z" />
    <circle cx="10" cy="10" r="2.25" />
  </Icon>
);
export const ExportIcon = () => (
  <Icon>
    <path d="M10 12.5V4M6.75 7.25 10 4l3.25 3.25M4 12.5V16h12v-3.5" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M11.5 3.5h-6v13h9v-10zM11.5 3.5v3h3M7.75 10h4.5M7.75 13h4.5" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M5 10h.01M10 10h.01M15 10h.01" strokeWidth="2.5" />
  </Icon>
);
export const DraftIcon = () => (
  <Icon>
    <path d="M7.5 6.5V4H16v9.5h-2.5M4 6.5h9.5V16H4zM6.5 9.75H11M6.5 12.5H11" />
  </Icon>
);
export const SuggestIcon = () => (
  <Icon>
    <path d="M11.75 5.25 14.75 8.25 7.5 15.5l-3.5.5.5-3.5zM12 16h4" />
  </Icon>
);

export const InvisiblesIcon = () => (
  <Icon>
    <path d="M13.5 16V4M10.5 16V4M15.5 4H8.25a3.25 3.25 0 0 0 0 6.5h2.25" />
  </Icon>
);
/** A run that stands by itself in its line. */
export const IsolateIcon = () => (
  <Icon>
    <path d="M6.25 4.5H3.5v11h2.75M13.75 4.5h2.75v11h-2.75M7 10h6M11 8l2 2-2 2M9 8l-2 2 2 2" />
  </Icon>
);

/** Which way the block runs, whatever the interface does. */
export const DirectionIcon = ({ direction }: { readonly direction: "rtl" | "ltr" }) => (
  <Icon>
    <path d={direction === "rtl" ? "M16 5H4M16 9H8M16 17l-11 0M8 14l-3 3 3 3" : "M4 5h12M4 9h8M4 17h11M12 14l3 3-3 3"} />
  </Icon>
);
