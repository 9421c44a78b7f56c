using CostSim.Diagnostics;
using CostSim.Evidence.Studies;

namespace CostSim.Tests.Evidence;

public sealed class StudySelectorTests
{
    [Theory]
    [InlineData("study,mean_diff,se\nA 2001,-1,0", "t.csv:2:1: error: 0 in column 'se'; expected a number above 0; a study without spread cannot be weighed")]
    [InlineData("study,mean_diff,se\nA 2001,-1,-0.2", "-0.2 in column 'se'; expected a number above 0")]
    [InlineData("study,mean_diff,se\nA 2001,-1,", "the effect of 'A 2001' without spread")]
    [InlineData("study,mean_diff,se\nA 2001,,0.3", "no effect of 'A 2001'")]
    [InlineData("study,mean_diff,se\n,-1,0.3", "nothing in column 'study'")]
    [InlineData("study,mean_diff,se\nA 2001,x,0.3", "'x' in column 'mean_diff'; expected a finite number")]
    [InlineData("studi,mean_diff,se\nA 2001,1,0.3", "no column 'study'; expected the study of each row; did you mean 'studi'?")]
    [InlineData("study,mean_diff,ci_low,ci_high\nA 2001,-1,-0.5,0.5", "-1 in 'mean_diff' outside its interval -0.5 to 0.5")]
    [InlineData("study,mean_diff,ci_low,ci_high\nA 2001,-1,-1,-1", "the interval -1 to -1; expected 'ci_low' below 'ci_high'")]
    [InlineData("study,measure,ratio,ci_low,ci_high\nA 2001,rr,0.8,0,1.2", "the interval of a ratio from 0")]
    [InlineData("study,measure,ratio,ci_low,ci_high\nA 2001,rr,-0.8,0.1,1.2", "-0.8 in column 'ratio'")]
    [InlineData("study,ratio,ci_low,ci_high\nA 2001,0.8,0.6,1.2", "a ratio of 'A 2001' without its kind")]
    [InlineData("study,events_treat,n_treat,events_control,n_control\nA 2001,-1,10,3,10", "-1 in column 'events_treat'; expected a whole number of events, 0 or more")]
    [InlineData("study,events_treat,n_treat,events_control,n_control\nA 2001,11,10,3,10", "11 events in 10 patients")]
    [InlineData("study,events_treat,n_treat,events_control,n_control\nA 2001,1.5,10,3,10", "1.5 in column 'events_treat'")]
    [InlineData("study,events_treat,n_treat,events_control,n_control\nA 2001,0,10,0,10", "no study that tells anything of the effect")]
    [InlineData("study,mean_treat,sd_treat,n_treat,mean_control,sd_control,n_control\nA 2001,1,0,10,1,1,10", "0 in column 'sd_treat'")]
    [InlineData("study,mean_treat,mean_control\nA 2001,1,2", "means of 'A 2001' without spread")]
    [InlineData("study,type,mean_diff,se\nA 2001,rtc,1,0.2", "'rtc' in column 'type'")]
    [InlineData("study,risk_of_bias,mean_diff,se\nA 2001,lo,1,0.2", "'lo' in column 'risk_of_bias'")]
    [InlineData("study,month,mean_diff,se\nA 2001,-3,1,0.2", "-3 in column 'month'")]
    [InlineData("study,outcome,mean_diff,se\nA 2001,VAS,1,0.2\nB 2002,WOMAC,1,0.2", "mixed outcomes: 'VAS', 'WOMAC'")]
    [InlineData("study,month,mean_diff,se\nA 2001,6,1,0.2\nB 2002,12,1,0.2", "mixed lengths of follow-up: 'month 6', 'month 12'")]
    [InlineData("study,better,mean_diff,se\nA 2001,lower,1,0.2\nB 2002,higher,1,0.2", "mixed directions: 'lower', 'higher'")]
    [InlineData("study,comparison,mean_diff,se\nA 2001,X vs Y,1,0.2\nB 2002,Y vs X,1,0.2", "mixed directions: 'X vs Y' and 'Y vs X'")]
    [InlineData("study,comparison,mean_diff,se\nA 2001,X vs X,1,0.2\nB 2002,X vs X,1,0.2", "'X' against itself; expected two different arms")]
    [InlineData("study,comparison,mean_diff,se\nA 2001,X vs Y,1,0.2\nB 2002,X vs Z,1,0.2", "mixed comparisons: 'X vs Y', 'X vs Z'")]
    [InlineData("study,mean_diff,se\nA 2001,1,0.2\nA 2001,1.1,0.2", "'A 2001' stands in 2 of the chosen rows")]
    [InlineData("study,type,mean_diff,se\nA 2001,within_group,1,0.2", "filters that leave no row: 1 rows, 0 after type")]
    [InlineData("study,outcome,mean_diff,se\nA 2001,SMD_pain,1,0.2\nB 2002,SMD_pain,,", "no effect of 'B 2002'")]
    [InlineData("study,measure,mean_diff,se\nA 2001,md,1,0.2\nB 2002,smd,1,0.2", "effects on different scales: mean difference, standardised mean difference")]
    public void Every_mistake_in_a_table_is_named_with_its_place(string table, string said)
    {
        var (studies, problems) = EvidenceFiles.Select(table);

        Assert.Null(studies);
        Assert.Contains(problems, problem => problem.Contains(said));
    }

    [Fact]
    public void Contradictory_filters_say_which_of_them_left_nothing()
    {
        const string table = "study,outcome,month,arm,mean_diff,se\nA 2001,VAS,6,x,1,0.2\nB 2002,WOMAC,12,y,1,0.2";

        Assert.Contains("2 rows, 1 after outcome, 0 after month; expected one of '6'", Said(new StudySelection { At = EvidenceFiles.Nowhere, Outcome = "VAS", Months = [12] }));
        Assert.Contains("'arm' shall be both 'x' and 'y'", Said(new StudySelection { At = EvidenceFiles.Nowhere, Where = [("arm", "x"), ("arm", "y")] }));
        Assert.Contains("no column 'amr'", Said(new StudySelection { At = EvidenceFiles.Nowhere, Where = [("amr", "x")] }));
        Assert.Contains("of which 't.csv' says nothing", Said(new StudySelection { At = EvidenceFiles.Nowhere, RisksOfBias = ["low"] }));
        Assert.Contains("no comparison of randomised arms", Said(new StudySelection { At = EvidenceFiles.Nowhere, Types = ["within_group"] }));

        string Said(StudySelection selection) => Assert.Single(EvidenceFiles.Select(table, selection).Said);
    }

    [Fact]
    public void A_meta_analysis_is_taken_alone_or_not_at_all()
    {
        const string rows = "study,type,mean_diff,se\nReview 2020,pooled_se,-1.2,0.5\nTrial 2019,rct,-1,0.4\n";

        var both = EvidenceFiles.Select(rows, new StudySelection { At = EvidenceFiles.Nowhere, Types = ["pooled_se", "rct"] });
        var alone = EvidenceFiles.Select(rows, new StudySelection { At = EvidenceFiles.Nowhere, Types = ["pooled_se"] });
        var trials = EvidenceFiles.Select(rows);

        Assert.Null(both.Studies);
        Assert.Contains("its trials would count twice", Assert.Single(both.Said));
        Assert.Equal("Review 2020", Assert.Single(alone.Studies!.Studies).Name);
        Assert.Contains("warning: 'Review 2020' is a published meta-analysis, taken as it is", Assert.Single(alone.Said));
        Assert.Equal("Trial 2019", Assert.Single(trials.Studies!.Studies).Name);
        Assert.Contains("warning: one study only, 'Trial 2019'", Assert.Single(trials.Said));
    }

    [Fact]
    public void Doubtful_rows_are_pooled_with_a_warning()
    {
        var (studies, said) = EvidenceFiles.Select("study,type,mean_diff,se\nA 2001,rct_change_diff_se_of_final,-1,0.4\nB 2002,rct,-1,0.4");

        Assert.Equal(2, studies!.Studies.Count);
        Assert.Contains("overstates that of a change", Assert.Single(said));
    }

    [Fact]
    public void An_empty_cell_is_said_and_a_study_without_events_left_out()
    {
        var (studies, said) = EvidenceFiles.Select("study,events_treat,n_treat,events_control,n_control\nA 2001,0,10,3,10\nB 2002,0,9,0,9\nC 2003,2,9,4,9");

        Assert.Equal(["A 2001", "C 2003"], studies!.Studies.Select(study => study.Name));
        Assert.Contains(said, line => line.Contains("half an event is added"));
        Assert.Contains(said, line => line.Contains("'B 2002' is left out: nobody had the event"));
    }

    [Fact]
    public void An_effect_that_a_row_tells_twice_is_told_with_the_one_that_is_taken()
    {
        var (studies, said) = EvidenceFiles.Select("study,measure,events_treat,n_treat,events_control,n_control,ratio,ci_low,ci_high\nA 2001,rr,10,100,20,100,0.7,0.5,0.9\nB 2002,rr,,,,,0.8,0.6,1.1");

        Assert.Equal(Math.Log(0.5), studies!.Studies[0].Effect, 1e-12);
        Assert.Contains("the effect of 'A 2001' as events and as ratios: events are taken; expected one of them", Assert.Single(said));
    }

    [Fact]
    public void One_trial_alone_is_told()
    {
        var problems = new Problems();
        var table = StudyTable.Read("t.csv", "study,mean_diff,se\nA 2001,1,0.2", problems)!;

        Assert.Single(StudySelector.ForPooling(table, new StudySelection { At = EvidenceFiles.Nowhere }, problems)!.Studies);
        Assert.Contains("one study only, 'A 2001'", Assert.Single(problems).ToString());
    }

    /// <summary>An interval's standard error is its width over 2 · 1.96, on the logarithm for a ratio.</summary>
    [Theory]
    [InlineData("mean_diff,se,ci_low,ci_high\nA 2001,1,0.2,0.61,1.39", 0)]
    [InlineData("mean_diff,se,ci_low,ci_high\nA 2001,1,0.2,0,2", 1)]
    [InlineData("ratio,measure,se,ci_low,ci_high\nA 2001,1,or,0.2,0.68,1.48", 0)]
    [InlineData("ratio,measure,se,ci_low,ci_high\nA 2001,1,or,0.4,0.68,1.48", 1)]
    public void A_standard_error_that_its_interval_contradicts_is_told(string text, int warnings)
    {
        var problems = new Problems();

        Assert.NotNull(StudyTable.Read("t.csv", $"study,{text}", problems));
        Assert.Equal(warnings, problems.Count(problem => problem.ToString().Contains("the standard error is taken", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1e308", "0.2", "1e308 in column 'mean_diff'")]
    [InlineData("1", "1e-200", "1e-200 in column 'se'")]
    [InlineData("1", "1e200", "1e200 in column 'se'")]
    public void Numbers_that_no_sum_of_squares_can_hold_are_refused(string difference, string error, string expected)
    {
        var problems = new Problems();

        Assert.Null(StudyTable.Read("t.csv", $"study,mean_diff,se\nA 2001,{difference},{error}", problems));
        Assert.Contains(expected, Assert.Single(problems).ToString());
    }

    /// <summary>Which study was found to have a low risk of bias is read, not guessed: all that shipped rows say of others is that nothing was read.</summary>
    [Fact]
    public void Evidence_with_a_low_risk_of_bias_is_that_of_one_review()
    {
        var low = EvidenceFiles.Pooled("studies.csv", new StudySelection { At = EvidenceFiles.Nowhere, RisksOfBias = ["low"], Months = [6], Types = ["pooled_se"] });

        Assert.Equal(("Sadeghirad (low risk of bias) 2024", -0.74, 0.212), (low.Studies[0].Name, low.Studies[0].Effect, low.Studies[0].StandardError));
    }

    [Fact]
    public void The_knee_table_is_readable_and_its_trials_pool_by_comparison()
    {
        var prp = EvidenceFiles.Pooled("studies.csv", new StudySelection { At = EvidenceFiles.Nowhere, Comparisons = ["PRP vs saline"], Outcome = "NRS_0_10" });
        var ha = EvidenceFiles.Pooled("studies.csv", new StudySelection { At = EvidenceFiles.Nowhere, Comparisons = ["HA vs placebo"], Types = ["pooled_se"] });

        Assert.Equal("Bennell (RESTORE) 2021", Assert.Single(prp.Studies).Name);
        Assert.Equal(-0.4, prp.Studies[0].Effect);
        Assert.Equal((0.2 + 0.9) / 3.919928, prp.Studies[0].StandardError, 5e-4);    // table 2 of 10.1001/jama.2021.19415: -0.9 to 0.2
        Assert.Equal(EffectMeasure.StandardisedMeanDifference, ha.Measure);
    }
}
