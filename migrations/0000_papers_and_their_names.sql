CREATE SEQUENCE "public"."paper_revision" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "aliases" (
	"alias" text PRIMARY KEY NOT NULL,
	"paper_id" char(40) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "papers" (
	"id" char(40) PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"abstract" text NOT NULL,
	"author_count" integer,
	"authors" jsonb,
	"organisation" text,
	"published_on" date,
	"comment_count" integer,
	"upvote_count" integer,
	"categories" jsonb,
	"version" integer,
	"revision" bigint DEFAULT nextval('paper_revision') NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "papers_id_is_sha1" CHECK ("papers"."id" ~ '^[0-9a-f]{40}$'),
	CONSTRAINT "papers_title_not_empty" CHECK ("papers"."title" <> '')
);
--> statement-breakpoint
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_paper_id_papers_id_fk" FOREIGN KEY ("paper_id") REFERENCES "public"."papers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "aliases_paper" ON "aliases" USING btree ("paper_id");--> statement-breakpoint
CREATE INDEX "papers_newest_first" ON "papers" USING btree ("published_on" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "papers_revision" ON "papers" USING btree ("revision");