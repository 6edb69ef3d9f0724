using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PeppiDbContext))]
    [Migration("20261122215149_Files")]
    internal sealed class Files : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "storage");

            migrationBuilder.CreateTable(
                name: "blobs",
                schema: "storage",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    touched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_blobs", x => x.sha256);
                });

            migrationBuilder.CreateTable(
                name: "buckets",
                schema: "storage",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<Guid>(type: "uuid", nullable: true),
                    @public = table.Column<bool>(name: "public", type: "boolean", nullable: false, defaultValue: false),
                    type = table.Column<string>(type: "text", nullable: false, defaultValue: "STANDARD"),
                    file_size_limit = table.Column<long>(type: "bigint", nullable: true),
                    allowed_mime_types = table.Column<List<string>>(type: "text[]", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_buckets", x => x.id);
                    table.CheckConstraint("buckets_type_check", "type in ('STANDARD', 'MODULES', 'REPORTS')");
                    table.ForeignKey(
                        name: "fk_buckets_users_owner",
                        column: x => x.owner,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "file_facts",
                schema: "storage",
                columns: table => new
                {
                    sent_sha256 = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    camera = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_facts", x => x.sent_sha256);
                });

            migrationBuilder.CreateTable(
                name: "objects",
                schema: "storage",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bucket_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    resource = table.Column<string>(type: "text", nullable: true),
                    project_id = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<Guid>(type: "uuid", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    mime_type = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    sent_sha256 = table.Column<string>(type: "text", nullable: false),
                    cache_control = table.Column<string>(type: "text", nullable: false, defaultValue: "no-cache"),
                    user_metadata = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    last_accessed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_objects", x => x.id);
                    table.ForeignKey(
                        name: "fk_objects_blobs_sha256",
                        column: x => x.sha256,
                        principalSchema: "storage",
                        principalTable: "blobs",
                        principalColumn: "sha256",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_objects_buckets_bucket_id",
                        column: x => x.bucket_id,
                        principalSchema: "storage",
                        principalTable: "buckets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_objects_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_objects_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "retention_rules",
                schema: "storage",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    bucket_id = table.Column<string>(type: "text", nullable: true),
                    prefix = table.Column<string>(type: "text", nullable: false, defaultValue: ""),
                    table_name = table.Column<string>(type: "text", nullable: true),
                    keep_days = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_rules", x => x.id);
                    table.CheckConstraint("retention_rules_keep_days_check", "keep_days > 0");
                    table.CheckConstraint("retention_rules_one_target_check", "(bucket_id is null) <> (table_name is null)");
                    table.ForeignKey(
                        name: "fk_retention_rules_buckets_bucket_id",
                        column: x => x.bucket_id,
                        principalSchema: "storage",
                        principalTable: "buckets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "uploads",
                schema: "storage",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bucket_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    upsert = table.Column<bool>(type: "boolean", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    cache_control = table.Column<string>(type: "text", nullable: false),
                    user_metadata = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_uploads", x => x.id);
                    table.ForeignKey(
                        name: "fk_uploads_buckets_bucket_id",
                        column: x => x.bucket_id,
                        principalSchema: "storage",
                        principalTable: "buckets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reports_file_path",
                table: "reports",
                column: "file_path");

            migrationBuilder.CreateIndex(
                name: "ix_blobs_touched_at",
                schema: "storage",
                table: "blobs",
                column: "touched_at");

            migrationBuilder.CreateIndex(
                name: "ix_buckets_owner",
                schema: "storage",
                table: "buckets",
                column: "owner");

            migrationBuilder.CreateIndex(
                name: "ix_objects_bucket_id_name",
                schema: "storage",
                table: "objects",
                columns: new[] { "bucket_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_objects_owner_id",
                schema: "storage",
                table: "objects",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_objects_project_id",
                schema: "storage",
                table: "objects",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "ix_objects_sent_sha256",
                schema: "storage",
                table: "objects",
                column: "sent_sha256");

            migrationBuilder.CreateIndex(
                name: "ix_objects_sha256",
                schema: "storage",
                table: "objects",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "ix_retention_rules_bucket_id",
                schema: "storage",
                table: "retention_rules",
                column: "bucket_id");

            migrationBuilder.CreateIndex(
                name: "ix_uploads_bucket_id",
                schema: "storage",
                table: "uploads",
                column: "bucket_id");

            migrationBuilder.CreateIndex(
                name: "ix_uploads_expires_at",
                schema: "storage",
                table: "uploads",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "file_facts",
                schema: "storage");

            migrationBuilder.DropTable(
                name: "objects",
                schema: "storage");

            migrationBuilder.DropTable(
                name: "retention_rules",
                schema: "storage");

            migrationBuilder.DropTable(
                name: "uploads",
                schema: "storage");

            migrationBuilder.DropTable(
                name: "blobs",
                schema: "storage");

            migrationBuilder.DropTable(
                name: "buckets",
                schema: "storage");

            migrationBuilder.DropIndex(
                name: "ix_reports_file_path",
                table: "reports");
        }
    }
}
