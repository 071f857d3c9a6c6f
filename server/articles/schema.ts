import { migrate } from "../../shared/store/migrate.ts";
import type { SqlDatabase } from "../../shared/store/update-log.ts";
import { migratePeople } from "../people/schema.ts";

const NEXT = "UPDATE feed SET seq = seq + 1;";
const ROLE_CHANGED = (row: "new" | "old"): string =>
  `${NEXT} INSERT INTO role_changes VALUES (${row}.member, ${row}.article, (SELECT seq FROM feed))
     ON CONFLICT (member, article) DO UPDATE SET seq = excluded.seq;`;

const STEPS = [
  `CREATE TABLE articles (
     id TEXT PRIMARY KEY,
     title TEXT NOT NULL,
     created_at INTEGER NOT NULL
   ) STRICT;`,

  // When its text or notes last changed; until the relay serves again, when it was made. `gone_at` makes it a tombstone.
  `ALTER TABLE articles ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE articles ADD COLUMN place TEXT NOT NULL DEFAULT 'desk';
   ALTER TABLE articles ADD COLUMN place_at INTEGER;
   ALTER TABLE articles ADD COLUMN purge_at INTEGER;
   ALTER TABLE articles ADD COLUMN gone_at INTEGER;
   ALTER TABLE articles ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
   -- Titles had been longer.
   UPDATE articles SET updated_at = created_at, seq = rowid, title = substr(title, 1, 150);
   CREATE INDEX articles_by_seq ON articles (seq);
   CREATE INDEX articles_to_purge ON articles (purge_at) WHERE purge_at IS NOT NULL;

   -- seq: the last number given. noted_at: until when changes of texts have been numbered.
   CREATE TABLE feed (seq INTEGER NOT NULL, noted_at INTEGER NOT NULL) STRICT;
   INSERT INTO feed VALUES ((SELECT ifnull(max(seq), 0) FROM articles), 0);
   -- Each start of the relay, and the last number given before it.
   CREATE TABLE runs (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, after INTEGER NOT NULL) STRICT;

   -- Members whose role on one article changed, and when.
   CREATE TABLE role_changes (
     member TEXT NOT NULL,
     article TEXT NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (member, article)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX role_changes_by_seq ON role_changes (seq);
   -- Members whose name, colour or role in the newsroom changed (seq), and when the role last did (role_seq).
   CREATE TABLE member_changes (member TEXT PRIMARY KEY, seq INTEGER NOT NULL, role_seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX member_changes_by_seq ON member_changes (seq);

   CREATE TRIGGER feed_role_given AFTER INSERT ON article_roles BEGIN ${ROLE_CHANGED("new")} END;
   CREATE TRIGGER feed_role_changed AFTER UPDATE ON article_roles WHEN new.role <> old.role BEGIN ${ROLE_CHANGED("new")} END;
   CREATE TRIGGER feed_role_taken AFTER DELETE ON article_roles BEGIN ${ROLE_CHANGED("old")} END;
   CREATE TRIGGER feed_member_changed AFTER UPDATE OF name, color, role ON members
     WHEN new.name <> old.name OR new.color <> old.color OR new.role <> old.role
     BEGIN
       ${NEXT}
       INSERT INTO member_changes
         VALUES (new.id, (SELECT seq FROM feed), CASE WHEN new.role = old.role THEN 0 ELSE (SELECT seq FROM feed) END)
         ON CONFLICT (member) DO UPDATE SET seq = excluded.seq, role_seq = max(role_seq, excluded.role_seq);
     END;`,

  // The last number that a relay gave while it served, and what that was when each run began: the command line gives numbers too,
  // also between a backup that was put back and the relay's next start.
  `ALTER TABLE feed ADD COLUMN served INTEGER NOT NULL DEFAULT 0;
   UPDATE feed SET served = seq;
   ALTER TABLE runs ADD COLUMN served INTEGER NOT NULL DEFAULT 0;
   UPDATE runs SET served = after;`,

  // status_by is a member's ID. Articles are drafts until somebody gives them another status.
  `ALTER TABLE articles ADD COLUMN status TEXT NOT NULL DEFAULT 'draft';
   ALTER TABLE articles ADD COLUMN status_at INTEGER;
   ALTER TABLE articles ADD COLUMN status_by TEXT;
   ALTER TABLE articles ADD COLUMN suggest_from TEXT;`,

  // What each member has read of the notes. clocks: a JSON array of Yjs clients and their clocks, in turn.
  `CREATE TABLE read_marks (
     member TEXT NOT NULL,
     article TEXT NOT NULL,
     thread TEXT NOT NULL,
     clocks TEXT NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (member, article, thread)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX read_marks_by_seq ON read_marks (seq);
   CREATE INDEX read_marks_of_member ON read_marks (member, seq);
   CREATE INDEX read_marks_of_article ON read_marks (article);
   CREATE TRIGGER read_marks_of_removed AFTER UPDATE OF removed_at ON members WHEN new.removed_at IS NOT NULL
     BEGIN DELETE FROM read_marks WHERE member = new.id; END;`,
];

/**
 * Makes or migrates the tables of the articles and of their change feed. Every change that a desk may have to hear of takes the
 * next number of `feed.seq`, in whichever process it is made: the command line beside the relay changes roles, too, so triggers
 * number those.
 */
export function migrateArticles(db: SqlDatabase): void {
  migratePeople(db);
  migrate(db, "catalogue", STEPS);
}
