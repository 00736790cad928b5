def ask_fuji(release):
    from judges.verdict import Verdict

    return Verdict("todo")
