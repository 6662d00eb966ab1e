from statistics import median

from hypercare.demo.domain.dice import Dice


def test_the_same_labels_give_the_same_rolls() -> None:
    assert [Dice("a", 1).roll() for _ in range(3)] == [Dice("a", 1).roll()] * 3
    assert Dice("a", 1).roll() != Dice("a", 2).roll()


def test_a_chance_comes_as_often_as_it_says() -> None:
    dice = Dice("chance")
    assert 0.27 < sum(dice.chance(0.3) for _ in range(2000)) / 2000 < 0.33


def test_weights_are_kept() -> None:
    dice = Dice("weights")
    drawn = [dice.weighted({"often": 3, "rarely": 1, "never": 0}) for _ in range(2000)]
    assert 0.70 < drawn.count("often") / 2000 < 0.80
    assert "never" not in drawn


def test_whole_numbers_include_both_ends() -> None:
    dice = Dice("between")
    assert {dice.between(2, 4) for _ in range(200)} == {2, 3, 4}


def test_half_of_the_amounts_lie_below_the_median() -> None:
    dice = Dice("around")
    assert 36 < median(dice.around(40, 0.8) for _ in range(2000)) < 44
