using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Chantier;
using Peppi.Domain.Commercial;
using Peppi.Domain.Files;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Reports;
using Peppi.Domain.Strategie;
using Peppi.Domain.Supply;

namespace Peppi.Application.Persistence;

/// <summary>
/// The database as the present caller may see it: its connection belongs to the caller's role, and each transaction begins by
/// setting role and claims. It names no provider; Infrastructure supplies that and the migrations.
/// </summary>
public partial class PeppiDbContext : IdentityUserContext<Account, Guid>
{
    /// <summary>Made by dependency injection.</summary>
    public PeppiDbContext(DbContextOptions<PeppiDbContext> options)
        : base(options)
    {
        // Even a single statement needs the transaction whose beginning sets role and claims.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    /// <summary>For <see cref="AccountsDbContext"/>.</summary>
    protected PeppiDbContext(DbContextOptions options)
        : base(options)
    {
    }

    /// <summary>The people of <c>public.users</c>; accounts are <c>Users</c>.</summary>
    public DbSet<Person> People => Set<Person>();

    /// <summary>Roles.</summary>
    public DbSet<Role> Roles => Set<Role>();

    /// <summary>The permission matrix.</summary>
    public DbSet<RolePermission> RolePermissions => Set<RolePermission>();

    /// <summary>Projects.</summary>
    public DbSet<Project> Projects => Set<Project>();

    /// <summary>Who works on which project.</summary>
    public DbSet<ProjectMember> ProjectMembers => Set<ProjectMember>();

    /// <summary>Days that projects are measured by.</summary>
    public DbSet<ProjectMilestone> ProjectMilestones => Set<ProjectMilestone>();

    /// <summary>Physical progress as it was seen.</summary>
    public DbSet<ProjectProgress> ProjectProgress => Set<ProjectProgress>();

    /// <summary>KPIs.</summary>
    public DbSet<StrategieKpi> StrategieKpis => Set<StrategieKpi>();

    /// <summary>What KPIs were.</summary>
    public DbSet<StrategieKpiValue> StrategieKpiValues => Set<StrategieKpiValue>();

    /// <summary>Action plans.</summary>
    public DbSet<StrategieActionPlan> StrategieActionPlans => Set<StrategieActionPlan>();

    /// <summary>Orders.</summary>
    public DbSet<SupplyOrder> SupplyOrders => Set<SupplyOrder>();

    /// <summary>Deliveries.</summary>
    public DbSet<SupplyReceipt> SupplyReceipts => Set<SupplyReceipt>();

    /// <summary>Stock.</summary>
    public DbSet<InventoryItem> InventoryItems => Set<InventoryItem>();

    /// <summary>What came into stock and left it.</summary>
    public DbSet<InventoryMovement> InventoryMovements => Set<InventoryMovement>();

    /// <summary>Field messages.</summary>
    public DbSet<ChantierMessage> ChantierMessages => Set<ChantierMessage>();

    /// <summary>People who write from the sites.</summary>
    public DbSet<ChantierContact> ChantierContacts => Set<ChantierContact>();

    /// <summary>Photos and documents of field messages.</summary>
    public DbSet<ChantierMedia> ChantierMedia => Set<ChantierMedia>();

    /// <summary>Webhooks as they came.</summary>
    public DbSet<WebhookDelivery> WebhookInbox => Set<WebhookDelivery>();

    /// <summary>How far sent messages have come; only jobs reach it.</summary>
    public DbSet<MessageStatus> MessageStatuses => Set<MessageStatus>();

    /// <summary>Budgets, expenses, invoices.</summary>
    public DbSet<FinanceRecord> Finances => Set<FinanceRecord>();

    /// <summary>What happens when a budget is exceeded.</summary>
    public DbSet<BudgetLine> BudgetLines => Set<BudgetLine>();

    /// <summary>Leave to exceed a budget.</summary>
    public DbSet<BudgetException> BudgetExceptions => Set<BudgetException>();

    /// <summary>What currencies are worth.</summary>
    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    /// <summary>Prospects, reservations, payments.</summary>
    public DbSet<CommercialActivity> CommercialActivities => Set<CommercialActivity>();

    /// <summary>What is for sale.</summary>
    public DbSet<Unit> Units => Set<Unit>();

    /// <summary>Who keeps or bought which unit.</summary>
    public DbSet<Reservation> Reservations => Set<Reservation>();

    /// <summary>What buyers owe and have paid.</summary>
    public DbSet<Payment> Payments => Set<Payment>();

    /// <summary>Generated files.</summary>
    public DbSet<Report> Reports => Set<Report>();

    /// <summary>Schedules.</summary>
    public DbSet<ReportSchedule> ReportSchedules => Set<ReportSchedule>();

    /// <summary>Who gets scheduled reports.</summary>
    public DbSet<ReportScheduleRecipient> ReportScheduleRecipients => Set<ReportScheduleRecipient>();

    /// <summary>What was delivered.</summary>
    public DbSet<ReportDelivery> ReportDeliveries => Set<ReportDelivery>();

    /// <summary>Alerts.</summary>
    public DbSet<Alert> Alerts => Set<Alert>();

    /// <summary>What happened to alerts.</summary>
    public DbSet<AlertEvent> AlertEvents => Set<AlertEvent>();

    /// <summary>How alerts are raised.</summary>
    public DbSet<AlertRule> AlertRules => Set<AlertRule>();

    /// <summary>How people want to be told of alerts; each person reaches his own.</summary>
    public DbSet<AlertPreference> AlertPreferences => Set<AlertPreference>();

    /// <summary>What people are to be told of alerts; only jobs reach it.</summary>
    public DbSet<AlertNotice> AlertNotices => Set<AlertNotice>();

    /// <summary>Changes that a listener could not take; only jobs reach it.</summary>
    public DbSet<OutboxRetry> OutboxRetries => Set<OutboxRetry>();

    /// <summary>Changes to be told; only jobs reach it.</summary>
    public DbSet<OutboxEntry> Outbox => Set<OutboxEntry>();

    /// <summary>Mails to be sent; only jobs read it.</summary>
    public DbSet<QueuedMail> Mails => Set<QueuedMail>();

    /// <summary>Where events are sent; only admins and jobs reach it.</summary>
    public DbSet<WebhookTarget> WebhookTargets => Set<WebhookTarget>();

    /// <summary>Events on their way; only admins and jobs reach it.</summary>
    public DbSet<OutgoingEvent> OutgoingEvents => Set<OutgoingEvent>();

    /// <summary>Who changed what.</summary>
    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    /// <summary>The chain over the audit log; only jobs write it.</summary>
    public DbSet<AuditSeal> AuditSeals => Set<AuditSeal>();

    /// <summary>Signed-in devices; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    /// <summary>Refresh tokens; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    /// <summary>Keys that sign tokens; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<SigningKeyRecord> SigningKeys => Set<SigningKeyRecord>();

    /// <summary>Keys for programs; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<ApiKeyRecord> ApiKeys => Set<ApiKeyRecord>();

    /// <summary>Named keys for servers; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<ServiceKey> ServiceKeys => Set<ServiceKey>();

    /// <summary>Second factors; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<Factor> Factors => Set<Factor>();

    /// <summary>Questions put to second factors; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<FactorChallenge> FactorChallenges => Set<FactorChallenge>();

    /// <summary>Recovery codes; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    /// <summary>Links that work once; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();

    /// <summary>The key ring; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<DataProtectionKeyRecord> DataProtectionKeys => Set<DataProtectionKeyRecord>();

    /// <summary>Attempts; only over <see cref="AccountsDbContext"/>.</summary>
    public DbSet<RateLimitRecord> RateLimits => Set<RateLimitRecord>();

    /// <summary>Places for files.</summary>
    public DbSet<Bucket> Buckets => Set<Bucket>();

    /// <summary>Files.</summary>
    public DbSet<StoredObject> Objects => Set<StoredObject>();

    /// <summary>Contents; only jobs reach them.</summary>
    public DbSet<Blob> Blobs => Set<Blob>();

    /// <summary>What photos told; only jobs and servers reach it.</summary>
    public DbSet<FileFacts> FileFacts => Set<FileFacts>();

    /// <summary>Uploads in parts.</summary>
    public DbSet<ResumableUpload> Uploads => Set<ResumableUpload>();

    /// <summary>For how long things are kept.</summary>
    public DbSet<RetentionRule> RetentionRules => Set<RetentionRule>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PeppiDbContext).Assembly);
        MapFigures(builder);
        SnakeCase.Apply(builder);
    }
}

/// <summary>
/// The same database over the <c>peppi_auth</c> login, which alone reaches schema <c>auth</c> and writes <c>public.users</c>.
/// Only use cases of the Accounts module inject it, and they check the caller's permission themselves.
/// </summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : PeppiDbContext(options);
