/** The frame's icons: 20 × 20, drawn in the colour of the text beside them, hidden from screen readers. */
import type { ReactNode } from "react";

export function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="app-icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const LibraryIcon = () => <Icon><path d="M4 4v12M8 4v12M12 4.5l3.5 11M4 4h4M4 16h4" /></Icon>;
export const MarginIcon = () => <Icon><path d="M4 4.5h12v8.5H9.5L6.5 16v-3H4zM7 7.5h6M7 10h4" /></Icon>;
export const NewIcon = () => <Icon><path d="M10 4.5v11M4.5 10h11" /></Icon>;
export const ImportIcon = () => <Icon><path d="M10 3.5v8.5M6.5 9 10 12.5 13.5 9M4 13.5V16h12v-2.5" /></Icon>;
export const InviteIcon = () => <Icon><circle cx="8.5" cy="7" r="2.75" /><path d="M3.5 16c.5-3 2.3-4.5 5-4.5s4.5 1.5 5 4.5M15 6v4M13 8h4" /></Icon>;
export const SettingsIcon = () => <Icon><path d="M4 6h6M14 6h2M4 14h2M10 14h6" /><circle cx="12" cy="6" r="1.75" /><circle cx="8" cy="14" r="1.75" /></Icon>;
export const InfoIcon = () => <Icon><circle cx="10" cy="10" r="6.5" /><path d="M10 9.25v4M10 6.75v.01" /></Icon>;
export const CloseIcon = () => <Icon><path d="m5.5 5.5 9 9M14.5 5.5l-9 9" /></Icon>;
