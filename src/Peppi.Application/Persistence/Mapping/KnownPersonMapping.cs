using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class KnownPersonMapping : IEntityTypeConfiguration<KnownPerson>
{
    public void Configure(EntityTypeBuilder<KnownPerson> builder)
    {
        builder.ToView("people", "public");
        builder.HasKey(person => person.Id);
    }
}
