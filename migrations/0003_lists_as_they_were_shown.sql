CREATE TABLE "impressions" (
	"list_id" char(32) NOT NULL,
	"paper_id" char(40) NOT NULL,
	"rank" integer NOT NULL,
	"team" text,
	"response" text,
	"responded_at" timestamp with time zone,
	CONSTRAINT "impressions_list_id_paper_id_pk" PRIMARY KEY("list_id","paper_id"),
	CONSTRAINT "impressions_rank" CHECK ("impressions"."rank" > 0),
	CONSTRAINT "impressions_team" CHECK (team in ('a', 'b')),
	CONSTRAINT "impressions_response" CHECK (response in ('open', 'like', 'save', 'read', 'dislike', 'hide')),
	CONSTRAINT "impressions_responded_at" CHECK (("impressions"."response" is null) = ("impressions"."responded_at" is null))
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"id" char(32) PRIMARY KEY NOT NULL,
	"reader_id" char(32) NOT NULL,
	"strategy" text NOT NULL,
	"snapshot" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lists_id_is_128_bits" CHECK ("lists"."id" ~ '^[0-9a-f]{32}$')
);
--> statement-breakpoint
ALTER TABLE "impressions" ADD CONSTRAINT "impressions_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impressions" ADD CONSTRAINT "impressions_paper_id_papers_id_fk" FOREIGN KEY ("paper_id") REFERENCES "public"."papers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_reader_id_readers_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "impressions_paper" ON "impressions" USING btree ("paper_id");--> statement-breakpoint
CREATE INDEX "lists_of_reader" ON "lists" USING btree ("reader_id","made_at","id");