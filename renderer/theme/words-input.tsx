/** A field for words of either direction: what is typed runs as it does; while it is empty it runs as the interface does. */
import type { ComponentProps } from "react";
import { Input } from "react-aria-components";

/** The style sheet knows by its placeholder that it is empty. */
const NOTHING = " ";

export const WordsInput = (props: Omit<ComponentProps<typeof Input>, "dir">) => <Input placeholder={NOTHING} {...props} dir="auto" />;
