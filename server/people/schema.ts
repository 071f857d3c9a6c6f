import { migrate } from "../../shared/store/migrate.ts";
import type { SqlDatabase } from "../../shared/store/update-log.ts";

const STEPS = [
  `CREATE TABLE members (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     color TEXT NOT NULL,
     role TEXT NOT NULL,
     created_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE invitations (
     code_hash BLOB PRIMARY KEY,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     expires_at INTEGER NOT NULL,
     used_at INTEGER
   ) STRICT;
   CREATE TABLE devices (
     token_hash BLOB PRIMARY KEY,
     member TEXT NOT NULL REFERENCES members (id),
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,

  // A member who was removed stays, since what they wrote keeps its author. Invitations lasted seven days until now.
  `ALTER TABLE members ADD COLUMN removed_at INTEGER;
   CREATE TABLE article_roles (
     article TEXT NOT NULL,
     member TEXT NOT NULL REFERENCES members (id),
     role TEXT NOT NULL,
     PRIMARY KEY (article, member)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE invitations_2 (
     id TEXT PRIMARY KEY,
     code_hash BLOB NOT NULL UNIQUE,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     -- The one article it leads to; NULL for the whole newsroom.
     article TEXT,
     -- Who gets another device by it; NULL when it makes a new member.
     member TEXT REFERENCES members (id),
     created_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     used_at INTEGER,
     withdrawn_at INTEGER
   ) STRICT;
   INSERT INTO invitations_2 (id, code_hash, name, role, created_at, expires_at, used_at)
     SELECT lower(hex(randomblob(16))), code_hash, name, role, expires_at - 604800000, expires_at, used_at FROM invitations;
   DROP TABLE invitations;
   ALTER TABLE invitations_2 RENAME TO invitations;

   CREATE TABLE devices_2 (
     id TEXT PRIMARY KEY,
     token_hash BLOB NOT NULL UNIQUE,
     member TEXT NOT NULL REFERENCES members (id),
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     last_seen_at INTEGER
   ) STRICT;
   INSERT INTO devices_2 (id, token_hash, member, name, created_at)
     SELECT lower(hex(randomblob(16))), token_hash, member, name, created_at FROM devices;
   DROP TABLE devices;
   ALTER TABLE devices_2 RENAME TO devices;
   CREATE INDEX devices_of_member ON devices (member);

   -- Grows with every change of who may do what, whichever process makes it.
   CREATE TABLE access (version INTEGER NOT NULL) STRICT;
   INSERT INTO access VALUES (0);
   CREATE TRIGGER role_changed AFTER UPDATE OF role, removed_at ON members
     BEGIN UPDATE access SET version = version + 1; END;
   CREATE TRIGGER article_role_given AFTER INSERT ON article_roles
     BEGIN UPDATE access SET version = version + 1; END;
   CREATE TRIGGER article_role_changed AFTER UPDATE ON article_roles
     BEGIN UPDATE access SET version = version + 1; END;
   CREATE TRIGGER article_role_taken AFTER DELETE ON article_roles
     BEGIN UPDATE access SET version = version + 1; END;
   CREATE TRIGGER device_revoked AFTER DELETE ON devices
     BEGIN UPDATE access SET version = version + 1; END;`,

  // The member who made it; NULL for one that was made beside the relay.
  `ALTER TABLE invitations ADD COLUMN inviter TEXT REFERENCES members (id);`,

  // The device that made an invitation, which goes with it; the one by whose invitation a device came; NULL for those made beside
  // the relay, and before this.
  `ALTER TABLE invitations ADD COLUMN made_by TEXT;
   ALTER TABLE invitations ADD COLUMN expired_at INTEGER;
   ALTER TABLE devices ADD COLUMN added_by TEXT;
   CREATE TRIGGER invitations_go_with_their_device AFTER DELETE ON devices BEGIN
     UPDATE invitations SET withdrawn_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)
       WHERE made_by = old.id AND used_at IS NULL AND withdrawn_at IS NULL;
   END;
   -- The latest time that was seen, in milliseconds since 1970.
   CREATE TABLE clock (latest INTEGER NOT NULL) STRICT;
   INSERT INTO clock VALUES (0);`,
];

/** Makes or migrates the tables of the newsroom: members, their roles on single articles, invitations, devices. */
export function migratePeople(db: SqlDatabase): void {
  migrate(db, "newsroom", STEPS);
}
