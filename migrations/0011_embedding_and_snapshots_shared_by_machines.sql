CREATE TABLE "embedded_texts" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "embedded_texts_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"model" char(16) NOT NULL,
	"hash" char(32) NOT NULL,
	"vector" "bytea" NOT NULL,
	"pieces" "bytea" NOT NULL,
	CONSTRAINT "embedded_texts_text" UNIQUE("model","hash")
);
--> statement-breakpoint
CREATE TABLE "embedding_jobs" (
	"model" char(16) NOT NULL,
	"hash" char(32) NOT NULL,
	"paper_id" char(40) NOT NULL,
	"worker" text,
	"leased_until" timestamp with time zone,
	CONSTRAINT "embedding_jobs_model_hash_pk" PRIMARY KEY("model","hash")
);
--> statement-breakpoint
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
ALTER TABLE "embedding_jobs" ADD CONSTRAINT "embedding_jobs_paper_id_papers_id_fk" FOREIGN KEY ("paper_id") REFERENCES "public"."papers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "embedding_jobs_paper" ON "embedding_jobs" USING btree ("paper_id");--> statement-breakpoint
CREATE INDEX "embedding_jobs_worker" ON "embedding_jobs" USING btree ("worker") WHERE "embedding_jobs"."worker" is not null;--> statement-breakpoint
ALTER TABLE "embedded_texts" ALTER COLUMN "vector" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "embedded_texts" ALTER COLUMN "pieces" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "snapshot_parts" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;