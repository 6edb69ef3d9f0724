using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PeppiDbContext))]
    [Migration("20261122181802_Sessions")]
    internal sealed class Sessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "aal",
                schema: "auth",
                table: "sessions",
                type: "text",
                nullable: false,
                defaultValue: "aal1",
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<string>(
                name: "amr",
                schema: "auth",
                table: "sessions",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "not_after",
                schema: "auth",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            // What earlier versions wrote, in the words of this one.
            migrationBuilder.Sql("""
                update auth.sessions set end_reason = case end_reason
                  when 'sign_out' then 'signed_out' when 'reuse' then 'reuse_detected' when 'deactivated' then 'banned'
                  when 'revoked' then 'ended_by_admin' else end_reason end;
                update auth.sessions set amr = jsonb_build_array(jsonb_build_object('method', 'password', 'timestamp', extract(epoch from created_at)::bigint));
                """);

            migrationBuilder.AddCheckConstraint(
                name: "ck_sessions_aal",
                schema: "auth",
                table: "sessions",
                sql: "aal in ('aal1', 'aal2')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_sessions_aal",
                schema: "auth",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "amr",
                schema: "auth",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "not_after",
                schema: "auth",
                table: "sessions");

            migrationBuilder.AlterColumn<string>(
                name: "aal",
                schema: "auth",
                table: "sessions",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldDefaultValue: "aal1");
        }
    }
}
