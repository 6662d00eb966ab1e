"""`make bench`."""

from tests.benchmarks import stage


def main() -> None:
    with stage.opened(print) as it:
        print(it.small.url, it.large.url)
        print(it.large.cookies())


if __name__ == "__main__":
    main()
