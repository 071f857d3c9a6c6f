import { mayWrite, type Member, type Role } from "../../shared/roles.ts";
import { ApiError } from "../errors.ts";
import { noEntry, type AccessTable } from "../people/access.ts";

/** Checks whether a member may do what a request asks for (RO1, RO4, ID1). Each method throws ApiError role when they may not. */
export class Permissions {
  readonly #access: AccessTable;

  constructor(access: AccessTable) {
    this.#access = access;
  }

  /** The member is an owner of the newsroom. */
  ownNewsroom({ role, name }: Member): void {
    if (role !== "owner") throw new ApiError(403, "role", `${name} is no owner of this newsroom`);
  }

  /** The member may write articles in this newsroom. */
  writeArticles({ role, name }: Member): void {
    if (!mayWrite(role, "body")) throw new ApiError(403, "role", `${name} may not write articles`);
  }

  /** The member may enter the article. @returns their role on it */
  enter({ id }: Member, article: string): Role {
    const role = this.#access.roleOf(id, article);
    if (role === null) throw new ApiError(403, "role", noEntry(article));
    return role;
  }

  /** The member may write that article. */
  write(member: Member, article: string): void {
    if (!mayWrite(this.enter(member, article), "body")) throw new ApiError(403, "role", `${member.name} may not write this article`);
  }

  /** The member owns the article, as every owner of the newsroom does. */
  own(member: Member, article: string): void {
    if (this.enter(member, article) !== "owner") throw new ApiError(403, "role", `${member.name} does not own this article`);
  }
}
