/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "rhythm/bw-rhythm-key.h"

static void
test_ids (void)
{
  for (guint i = 0; i < BW_RHYTHM_N_KINDS; i++)
    {
      BwRhythmKind kind = BW_RHYTHM_N_KINDS;

      g_assert_true (bw_rhythm_kind_from_id (bw_rhythm_kind_get_id ((BwRhythmKind) i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  g_assert_false (bw_rhythm_kind_from_id ("Reading", &(BwRhythmKind){ 0 }));
  g_assert_false (bw_rhythm_kind_from_id (NULL, &(BwRhythmKind){ 0 }));
}

/* The same number of another kind is another rhythm. */
static void
test_table (void)
{
  const BwRhythmKey reading = { BW_RHYTHM_READING, 7 }, ecg = { BW_RHYTHM_ECG, 7 },
                    again = { BW_RHYTHM_READING, 7 };
  g_autoptr (GHashTable) table = g_hash_table_new (bw_rhythm_key_hash, bw_rhythm_key_equal);

  g_hash_table_add (table, (gpointer) &reading);
  g_assert_true (g_hash_table_contains (table, &again));
  g_assert_false (g_hash_table_contains (table, &ecg));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rhythm/key/ids", test_ids);
  g_test_add_func ("/rhythm/key/table", test_table);

  return g_test_run ();
}
