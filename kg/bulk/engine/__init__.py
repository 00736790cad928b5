"""What carries out the jobs of a run: processes of our own, or those of Apache Spark. All work is a function of a job (`kg.bulk.work`)."""
