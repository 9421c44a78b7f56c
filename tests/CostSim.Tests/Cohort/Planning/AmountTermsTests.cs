using CostSim.Cohort.Planning;
using CostSim.Language;

namespace CostSim.Tests.Cohort.Planning;

public class AmountTermsTests
{
    private readonly Graph _graph = new();
    private readonly int _utility;
    private readonly int _other;
    private readonly int _ageing;
    private readonly int _time;

    public AmountTermsTests()
    {
        (_utility, _other) = (_graph.Parameter(0), _graph.Parameter(1));
        _time = _graph.Multiply(_graph.CycleNumber(), _graph.Constant(0.25));
        _ageing = _graph.Multiply(_graph.Parameter(2), _time);
    }

    [Fact]
    public void What_stays_is_parted_from_what_changes()
    {
        Assert.Equal([_utility, _graph.Negate(_ageing)], AmountTerms.Of(_graph, _graph.Subtract(_utility, _ageing)));
    }

    [Fact]
    public void A_number_of_the_cycle_is_parted_too()
    {
        Assert.Equal([_time, _ageing], AmountTerms.Of(_graph, _graph.Add(_time, _ageing)).Order());
    }

    [Fact]
    public void What_is_subtracted_twice_is_added()
    {
        var amount = _graph.Subtract(_utility, _graph.Subtract(_graph.Negate(_ageing), _other));

        Assert.Equal(new[] { _utility, _ageing, _other }.Order(), AmountTerms.Of(_graph, amount).Order());
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void What_gains_nothing_is_left_whole(int which)
    {
        int[] amounts =
        [
            _utility,                                                                              // calculated once for all cycles
            _graph.Add(_utility, _other),                                                          // so is this
            _graph.Multiply(_utility, _graph.Subtract(_other, _ageing)),                           // no sum
            _graph.Add(_ageing, _graph.Multiply(_other, _time)),                                   // both parts change
        ];

        Assert.Equal([amounts[which]], AmountTerms.Of(_graph, amounts[which]));
    }

    [Fact]
    public void A_sum_that_is_added_to_itself_again_and_again_is_left_whole()
    {
        var amount = _graph.Subtract(_utility, _ageing);
        for (var level = 0; level < 60; level++) amount = _graph.Add(amount, amount);   // 2^61 terms

        Assert.Equal([amount], AmountTerms.Of(_graph, amount));
    }

    [Fact]
    public void The_terms_sum_to_the_amount()
    {
        var amount = _graph.Subtract(_graph.Add(_graph.Subtract(_utility, _ageing), _other), _graph.Add(_time, _graph.Multiply(_ageing, _other)));
        double[] parameters = [0.8, 0.31, 0.0021];

        var terms = AmountTerms.Of(_graph, amount);

        Assert.Equal(5, terms.Count);
        Assert.Equal(_graph.Evaluate(amount, cycle: 7, parameters), terms.Sum(term => _graph.Evaluate(term, cycle: 7, parameters)), 1e-15);
    }
}
