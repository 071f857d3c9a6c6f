import type { ReactNode } from "react";
import type { ReactionKind } from "../../../shared/notes/reaction-kinds.ts";
import { Icon } from "../../theme/icons.tsx";

/** Drawn, since not every computer has a font with emoji. */
const SHAPES: Readonly<Record<ReactionKind, ReactNode>> = {
  "👍": <path d="M7 9.5V16H4V9.5zM7 9.5l2.75-6c1.1 0 1.9.8 1.9 1.9V8H16l-1.1 8H7" />,
  "❤️": <path d="M10 16.25S3.25 12.25 3.25 7.9A3.4 3.4 0 0 1 10 6.4a3.4 3.4 0 0 1 6.75 1.5c0 4.35-6.75 8.35-6.75 8.35z" />,
  "😄": (
    <>
      <circle cx="10" cy="10" r="6.75" />
      <path d="M7.6 8v.5M12.4 8v.5M6.75 11.25h6.5a3.3 3.3 0 0 1-6.5 0z" />
    </>
  ),
  "👀": (
    <>
      <path d="M2.5 10S5.25 5.25 10 5.25 17.5 10 17.5 10 14.75 14.75 10 14.75 2.5 10 2.5 10z" />
      <circle cx="10" cy="10" r="2.1" />
    </>
  ),
  "✅": (
    <>
      <rect x="3.5" y="3.5" width="13" height="13" rx="2.5" />
      <path d="m6.75 10.25 2.25 2.25 4.25-5" />
    </>
  ),
  "❓": <path d="M7 7.25a3 3 0 1 1 4.25 2.75c-.9.4-1.25 1-1.25 2M10 15.5v.01" />,
};

export const ReactionIcon = ({ kind }: { readonly kind: ReactionKind }) => <Icon>{SHAPES[kind]}</Icon>;

/** Of the button that offers them. */
export const ReactIcon = () => (
  <Icon>
    <path d="M16.4 9.6a6.5 6.5 0 1 1-6-6M6.6 8v.5M11.4 8v.5M6.5 11.5c1.4 2.3 4.6 2.3 6 0M15 2.75v4M13 4.75h4" />
  </Icon>
);
