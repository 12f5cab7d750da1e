# Reads 'bench export --format mmtests': metric, factors, interval and value with tabs between them.
package MMTests::ExtractTdmrbench;
use MMTests::SummariseMultiops;
our @ISA = qw(MMTests::SummariseMultiops);
use strict;

sub initialise() {
	my ($self, $subHeading) = @_;
	$self->{_ModuleName} = "ExtractTdmrbench";
	$self->{_DataType} = DataTypes::DATA_TIME_NSECONDS;
	$self->SUPER::initialise($subHeading);
}

sub extractReport() {
	my ($self, $reportDir) = @_;
	my %samples;

	foreach my $file (sort <$reportDir/tdmrbench-*.log*>) {
		my $input = $self->SUPER::open_log($file);
		while (my $line = <$input>) {
			chomp($line);
			my ($metric, $factors, $interval, $value) = split(/\t/, $line);
			next if !defined($value) || $metric ne "time_ns";
			my $name = join("/", map { s/^[a-z]+=//r } split(/ /, $factors));
			$self->addData($name, ++$samples{$name}, $value);
		}
		close($input);
	}
}

1;
