CREATE TABLE "reactions" (
	"reader_id" char(32) NOT NULL,
	"paper_id" char(40) NOT NULL,
	"kind" text NOT NULL,
	"weight" real NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "reactions_reader_id_paper_id_kind_pk" PRIMARY KEY("reader_id","paper_id","kind"),
	CONSTRAINT "reactions_kind" CHECK (kind in ('like', 'save', 'read', 'dislike', 'hide')),
	CONSTRAINT "reactions_weight" CHECK ("reactions"."weight" > 0 and "reactions"."weight" <= 10)
);
--> statement-breakpoint
CREATE TABLE "readers" (
	"id" char(32) PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "readers_id_is_128_bits" CHECK ("readers"."id" ~ '^[0-9a-f]{32}$')
);
--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_paper_id_papers_id_fk" FOREIGN KEY ("paper_id") REFERENCES "public"."papers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reactions_paper" ON "reactions" USING btree ("paper_id");--> statement-breakpoint
CREATE INDEX "readers_oldest_first" ON "readers" USING btree ("created_at","id");