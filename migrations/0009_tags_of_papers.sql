CREATE TABLE "tags" (
	"reader_id" char(32) NOT NULL,
	"paper_id" char(40) NOT NULL,
	"tag" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tags_reader_id_paper_id_tag_pk" PRIMARY KEY("reader_id","paper_id","tag")
);
--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_paper_id_papers_id_fk" FOREIGN KEY ("paper_id") REFERENCES "public"."papers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tags_paper" ON "tags" USING btree ("paper_id");