/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "comparator/bw-agreement.h"

#define F BW_LABEL_FASTING
#define G BW_LABEL_GLUCOSE

static void
add (GArray     *labels,
     const char *reader,
     gint64      id,
     BwLabel     label)
{
  const BwReaderLabel row = { id, (char *) reader, label, 0 };

  g_array_append_val (labels, row);
}

static void
assert_ids (GArray       *ids,
            const gint64 *expected,
            guint         n)
{
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), expected, n * sizeof (gint64));
}

static void
test_two (void)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (BwReaderLabel));
  g_autoptr (BwAgreement) agreement = NULL;
  g_autoptr (BwAgreement) turned = NULL;

  add (labels, "Ada", 10, F);
  add (labels, "Ada", 11, G);
  add (labels, "Ada", 12, F);
  add (labels, "Ada", 13, G);
  add (labels, "Ada", 14, G);
  add (labels, "Ada", 16, BW_LABEL_NONE);
  add (labels, "Bob", 9, F);
  add (labels, "Bob", 10, G);
  add (labels, "Bob", 11, G);
  add (labels, "Bob", 12, F);
  add (labels, "Bob", 13, F);
  add (labels, "Bob", 15, G);
  add (labels, "Bob", 16, F);
  add (labels, "Eve", 11, F);
  add (labels, "Eve", 99, F);

  agreement = bw_agreement_new (labels, "Ada", "Bob");
  g_assert_cmpuint (agreement->table[0][0], ==, 1);
  g_assert_cmpuint (agreement->table[0][1], ==, 1);
  g_assert_cmpuint (agreement->table[1][0], ==, 1);
  g_assert_cmpuint (agreement->table[1][1], ==, 1);
  g_assert_cmpuint (agreement->n_both, ==, 4);
  g_assert_cmpuint (agreement->n_agree, ==, 2);
  g_assert_cmpuint (agreement->n_only_first, ==, 1);
  g_assert_cmpuint (agreement->n_only_second, ==, 3);
  bw_assert_near (agreement->agreement, 0.5, 0);
  g_assert_true (agreement->has_kappa);
  bw_assert_near (agreement->kappa, 0, 1e-15);
  assert_ids (agreement->conflicts, (const gint64[]) { 10, 13 }, 2);
  assert_ids (agreement->agreed, (const gint64[]) { 11, 12 }, 2);

  turned = bw_agreement_new (labels, "Bob", "Eve");
  g_assert_cmpuint (turned->table[1][0], ==, 1);
  g_assert_cmpuint (turned->n_both, ==, 1);
  g_assert_cmpuint (turned->n_only_first, ==, 6);
  g_assert_cmpuint (turned->n_only_second, ==, 1);
  assert_ids (turned->conflicts, (const gint64[]) { 11 }, 1);
}

static void
test_none (void)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (BwReaderLabel));
  g_autoptr (BwAgreement) empty = bw_agreement_new (labels, "Ada", "Bob");
  g_autoptr (BwAgreement) one = NULL;

  g_assert_false (empty->has_kappa);
  g_assert_cmpuint (empty->n_both + empty->n_only_first + empty->n_only_second, ==, 0);
  g_assert_cmpuint (empty->conflicts->len + empty->agreed->len, ==, 0);

  add (labels, "Ada", 1, F);
  one = bw_agreement_new (labels, "Ada", "Bob");
  g_assert_false (one->has_kappa);
  g_assert_cmpuint (one->n_only_first, ==, 1);
  bw_assert_near (one->agreement, 0, 0);
}

/* A study of thousands, with the numbers of a published table. */
static void
test_many (void)
{
  static const guint counts[2][2] = { { 3100, 1200 }, { 400, 5800 } };
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (BwReaderLabel));
  g_autoptr (BwAgreement) agreement = NULL;
  gint64 id = 0;

  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 2; j++)
      for (guint n = 0; n < counts[i][j]; n++, id++)
        {
          add (labels, "first", id, i == 0 ? F : G);
          add (labels, "second", id, j == 0 ? F : G);
        }
  agreement = bw_agreement_new (labels, "first", "second");
  g_assert_cmpmem (agreement->table, sizeof agreement->table, counts, sizeof counts);
  g_assert_cmpuint (agreement->conflicts->len, ==, 1600);
  g_assert_cmpuint (agreement->agreed->len, ==, 8900);
  /* A hundred times statpsych's 105, see test-kappa.c: a tenth of the error. */
  bw_assert_near (agreement->kappa, 0.6756757, 5.1e-8);
  bw_assert_near (agreement->kappa_se, 0.007344761, 5.1e-9);
  bw_assert_near (agreement->kappa_low, 0.6756757 - 1.959964 * 0.007344761, 1e-7);
  bw_assert_near (agreement->kappa_high, 0.6756757 + 1.959964 * 0.007344761, 1e-7);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/agreement/two", test_two);
  g_test_add_func ("/comparator/agreement/none", test_none);
  g_test_add_func ("/comparator/agreement/many", test_many);
  return g_test_run ();
}
