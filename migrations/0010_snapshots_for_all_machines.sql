CREATE TABLE "published_snapshots" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "published_snapshots_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"id" char(16) NOT NULL,
	"manifest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshot_parts" (
	"file" char(64) NOT NULL,
	"part" integer NOT NULL,
	"sha256" char(64) NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "snapshot_parts_file_part_pk" PRIMARY KEY("file","part")
);
--> statement-breakpoint
ALTER TABLE "snapshot_parts" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
