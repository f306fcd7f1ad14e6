CREATE TABLE "searches" (
	"reader_id" char(32) NOT NULL,
	"id" char(12) NOT NULL,
	"name" text,
	"q" text NOT NULL,
	"mode" text NOT NULL,
	"from_day" date,
	"to_day" date,
	"topic" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "searches_reader_id_id_pk" PRIMARY KEY("reader_id","id"),
	CONSTRAINT "searches_mode" CHECK (mode in ('hybrid', 'semantic', 'keyword'))
);
--> statement-breakpoint
ALTER TABLE "searches" ADD CONSTRAINT "searches_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;