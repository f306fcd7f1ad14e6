CREATE TABLE "outside_papers" (
	"reader_id" char(32) NOT NULL,
	"id" char(40) NOT NULL,
	"title" text NOT NULL,
	"abstract" text NOT NULL,
	"aliases" jsonb NOT NULL,
	"kind" text NOT NULL,
	"weight" real NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"vector" "bytea",
	"model" char(16),
	CONSTRAINT "outside_papers_reader_id_id_pk" PRIMARY KEY("reader_id","id"),
	CONSTRAINT "outside_papers_kind" CHECK (kind in ('like', 'save', 'read', 'dislike', 'hide')),
	CONSTRAINT "outside_papers_weight" CHECK ("outside_papers"."weight" > 0 and "outside_papers"."weight" <= 10)
);
--> statement-breakpoint
ALTER TABLE "outside_papers" ADD CONSTRAINT "outside_papers_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outside_papers_id" ON "outside_papers" USING btree ("id");--> statement-breakpoint
CREATE INDEX "outside_papers_aliases" ON "outside_papers" USING gin ("aliases");