CREATE TABLE "interests" (
	"reader_id" char(32) NOT NULL,
	"id" char(12) NOT NULL,
	"name" text,
	"weight" real NOT NULL,
	"muted" boolean NOT NULL,
	"snoozed_until" timestamp with time zone,
	"papers" jsonb NOT NULL,
	CONSTRAINT "interests_reader_id_id_pk" PRIMARY KEY("reader_id","id"),
	CONSTRAINT "interests_weight" CHECK ("interests"."weight" >= 0 and "interests"."weight" <= 10)
);
--> statement-breakpoint
CREATE TABLE "rules" (
	"reader_id" char(32) NOT NULL,
	"id" char(12) NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rules_reader_id_id_pk" PRIMARY KEY("reader_id","id")
);
--> statement-breakpoint
ALTER TABLE "readers" ADD COLUMN "strategy" text;--> statement-breakpoint
ALTER TABLE "interests" ADD CONSTRAINT "interests_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rules" ADD CONSTRAINT "rules_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;