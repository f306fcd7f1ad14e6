CREATE TABLE "topic_edits" (
	"id" char(32) PRIMARY KEY NOT NULL,
	"verdict" text NOT NULL,
	"parts" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "topic_edits_verdict" CHECK (verdict in ('together', 'apart'))
);
--> statement-breakpoint
CREATE INDEX "topic_edits_oldest_first" ON "topic_edits" USING btree ("created_at","id");