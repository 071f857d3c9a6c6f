import type { Node } from "prosemirror-model";
import type { BlockId } from "../identity/block-attributes.ts";
import type { CharacterId } from "../model/character-id.ts";
import type { Attributes } from "../model/tokens.ts";

/** What steps are written with: indices are those of the document that the steps before have made. */
export interface StepWriter {
  /** The length of that document in the body. */
  readonly length: number;
  /**
   * @param attributes those of the character before when left out
   * @returns the ID of the first character
   */
  insert(index: number, text: string, attributes?: Attributes): CharacterId;
  /** Inserts a boundary, as `insert` does, but behind whatever others write there at the same time (FN5). @returns its ID */
  insertLast(index: number): CharacterId;
  /** @param value as JSON has it @returns its ID */
  insertEmbed(index: number, value: unknown, attributes: Attributes): CharacterId;
  /** Deletes all that counts in a stretch. */
  delete(index: number, length: number): void;
  format(index: number, length: number, attributes: Attributes): void;
  /** Says what a block is whose `\n` was just inserted; by `flushBlocks`, when it is known whether the `\n` is a copy. */
  startBlock(id: CharacterId, attributes: Attributes): void;
  flushBlocks(): void;
  /** Says attributes of a block; null takes one away. */
  setBlock(id: BlockId, change: Attributes): void;
  /** The ID of the character at an index. @throws RangeError outside the document */
  idAt(index: number): CharacterId;
  /** The document that the steps have made. Reads the whole body. */
  document(): Node;
  /** The `\n` of all blocks, in order. Walks over the body. */
  newlines(): CharacterId[];
  /** The attributes of a block. */
  blockAttributes(id: CharacterId): Attributes;
}
