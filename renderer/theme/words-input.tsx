import type { ComponentProps } from "react";
import { Input } from "react-aria-components";

/** The style sheet knows by its placeholder that it is empty. */
const NOTHING = " ";

/** A field for words of either direction: it has the direction of what is typed, and of the interface while it is empty. */
export const WordsInput = (props: Omit<ComponentProps<typeof Input>, "dir">) => <Input placeholder={NOTHING} {...props} dir="auto" />;
