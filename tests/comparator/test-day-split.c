/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"

#include <string.h>

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "comparator/bw-day-split.h"

typedef struct
{
  const char *day;
  guint n_fasting, n_glucose, n_unlabelled;
} Day;

/* The ten published days. */
static const Day published[] = {
  { "2023-09-21", 13, 13, 0 }, { "2023-09-23", 16, 0, 0 },  { "2023-09-24", 17, 23, 0 },
  { "2023-09-25", 11, 14, 0 }, { "2023-09-27", 16, 19, 0 }, { "2023-09-28", 13, 19, 0 },
  { "2023-09-30", 10, 0, 0 },  { "2023-10-05", 9, 0, 0 },   { "2023-10-06", 15, 12, 0 },
  { "2023-10-08", 7, 0, 0 },
};

static BwDaySplit *
make (const Day *days,
      guint      n)
{
  g_autoptr (GArray) recordings = g_array_new (FALSE, TRUE, sizeof (BwRecording));
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Tokyo");

  for (guint d = n; d-- > 0;)
    for (guint i = 0; i < days[d].n_fasting + days[d].n_glucose + days[d].n_unlabelled; i++)
      {
        g_autofree char *noon = g_strdup_printf ("%sT12:00:00+09:00", days[d].day);
        BwRecording recording = { .time_known = TRUE };

        g_assert_true (bw_time_parse (noon, strlen (noon), &recording.start_ms, NULL));
        recording.label = i < days[d].n_fasting                       ? BW_LABEL_FASTING
                          : i < days[d].n_fasting + days[d].n_glucose ? BW_LABEL_GLUCOSE
                                                                      : BW_LABEL_NONE;
        g_array_append_val (recordings, recording);
      }
  return bw_day_split_new (recordings, zone);
}

#define MAKE(days) make (days, G_N_ELEMENTS (days))

static const BwDay *
get (const BwDaySplit *split,
     guint             i)
{
  return &g_array_index (split->days, BwDay, i);
}

static void
sum (const BwDaySplit *split,
     BwDayRole         role,
     guint            *n_fasting,
     guint            *n_glucose)
{
  *n_fasting = *n_glucose = 0;
  for (guint i = 0; i < split->days->len; i++)
    if (get (split, i)->role == role)
      {
        *n_fasting += get (split, i)->n_fasting;
        *n_glucose += get (split, i)->n_glucose;
      }
}

static guint
count_days (const BwDaySplit *split,
            BwDayRole         role)
{
  g_autoptr (GArray) days = bw_day_split_get_days (split, role);

  return days->len;
}

static void
test_suggestion (void)
{
  g_autoptr (BwDaySplit) split = MAKE (published);
  g_autoptr (BwDaySplit) again = NULL;
  g_autofree char *text = NULL, *same = NULL;
  guint n_fasting[3], n_glucose[3];
  static const double shares[] = { 0.6, 0.2, 0.2 };

  g_assert_cmpuint (split->days->len, ==, 10);
  g_assert_cmpuint (get (split, 0)->day, ==, 20230921);
  g_assert_cmpuint (get (split, 9)->day, ==, 20231008);
  g_assert_cmpuint (count_days (split, BW_DAY_TRAINING), ==, 10);
  again = bw_day_split_copy (split);
  bw_day_split_suggest (split);
  for (guint role = 0; role < 3; role++)
    {
      sum (split, role, &n_fasting[role], &n_glucose[role]);
      bw_assert_near (n_fasting[role] / 127.0, shares[role], 0.08);
      bw_assert_near (n_glucose[role] / 100.0, shares[role], 0.08);
    }

  /* Of the days alone, not of the roles they had. */
  bw_day_split_set_role (again, 20230921, BW_DAY_UNUSED);
  bw_day_split_set_role (again, 20230925, BW_DAY_TEST);
  bw_day_split_suggest (again);
  text = bw_day_split_to_text (split);
  same = bw_day_split_to_text (again);
  g_assert_cmpstr (text, ==, same);
}

static void
test_few (void)
{
  static const Day two[] = { { "2023-09-21", 5, 5, 0 }, { "2023-09-22", 5, 5, 0 } };
  static const Day three[] = { { "2023-09-21", 5, 5, 0 },
                               { "2023-09-22", 5, 5, 3 },
                               { "2023-09-23", 5, 5, 0 },
                               { "2023-09-24", 0, 0, 9 } };
  static const Day one[] = { { "2023-09-21", 5, 5, 0 }, { "2023-09-22", 5, 0, 0 } };
  g_autoptr (BwDaySplit) of_two = MAKE (two);
  g_autoptr (BwDaySplit) of_three = MAKE (three);
  g_autoptr (BwDaySplit) of_one = MAKE (one);
  g_autoptr (BwDaySplit) of_none = make (NULL, 0);

  bw_day_split_suggest (of_two);
  g_assert_cmpint (get (of_two, 0)->role, ==, BW_DAY_TRAINING);
  g_assert_cmpint (get (of_two, 1)->role, ==, BW_DAY_VALIDATION);
  bw_day_split_suggest (of_three);
  g_assert_cmpuint (of_three->days->len, ==, 3); /* nothing is labelled on the fourth */
  g_assert_cmpuint (get (of_three, 1)->n_unlabelled, ==, 3);
  g_assert_cmpint (get (of_three, 0)->role, ==, BW_DAY_TRAINING);
  g_assert_cmpint (get (of_three, 1)->role, ==, BW_DAY_VALIDATION);
  g_assert_cmpint (get (of_three, 2)->role, ==, BW_DAY_TEST);
  bw_day_split_suggest (of_one);
  g_assert_cmpuint (count_days (of_one, BW_DAY_TRAINING), ==, 2);
  bw_day_split_suggest (of_none);
  g_assert_cmpuint (of_none->days->len, ==, 0);
}

/* Two years, with every second day fasting alone: quick, and near what is wanted. */
static void
test_many (void)
{
  g_autoptr (BwDaySplit) split = NULL;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (Day));
  guint n_fasting, n_glucose;
  char texts[250][16];

  for (guint d = 0; d < 250; d++)
    {
      Day day = { texts[d], 2 + d % 3, d % 2 == 0 ? 3 : 0, 0 };

      g_snprintf (texts[d], sizeof texts[d], "20%02u-%02u-%02u", 20 + d / 120, 1 + d / 10 % 12,
                  1 + d % 10);
      g_array_append_val (days, day);
    }
  split = make ((const Day *) (void *) days->data, days->len);
  g_assert_cmpuint (split->days->len, ==, 250);
  bw_day_split_suggest (split);
  sum (split, BW_DAY_TEST, &n_fasting, &n_glucose);
  bw_assert_near (n_glucose / 375.0, 0.2, 0.02);
  bw_assert_near (n_fasting / 750.0, 0.2, 0.02);
}

static void
test_text (void)
{
  g_autoptr (BwDaySplit) split = MAKE (published);
  g_autoptr (BwDaySplit) other = MAKE (published);
  g_autofree char *text = NULL, *back = NULL;

  g_assert_true (bw_day_split_set_role (split, 20230930, BW_DAY_UNUSED));
  g_assert_false (bw_day_split_set_role (split, 20230930, BW_DAY_UNUSED));
  g_assert_false (bw_day_split_set_role (split, 20230901, BW_DAY_UNUSED));
  bw_day_split_set_role (split, 20230924, BW_DAY_VALIDATION);
  bw_day_split_set_role (split, 20231006, BW_DAY_VALIDATION);
  text = bw_day_split_to_text (split);
  g_assert_cmpstr (text, ==,
                   "20230921=training 20230923=training 20230924=validation 20230925=training "
                   "20230927=training 20230928=training 20230930=unused 20231005=training "
                   "20231006=validation 20231008=training");
  bw_day_split_apply_text (other, text);
  back = bw_day_split_to_text (other);
  g_assert_cmpstr (back, ==, text);

  /* What is not known is passed over; the rest is suggested around what is said. */
  bw_day_split_apply_text (other, "x =test 20230921 20230925=test 99999999999=test 20230801=test "
                                  "20230923=tested 20230924=training=");
  g_assert_cmpint (get (other, 3)->role, ==, BW_DAY_TEST);
  g_assert_cmpuint (count_days (other, BW_DAY_UNUSED), ==, 0);
  g_assert_cmpuint (count_days (other, BW_DAY_VALIDATION), >, 0);
  g_clear_pointer (&back, g_free);
  bw_day_split_suggest (split);
  bw_day_split_apply_text (other, NULL);
  g_clear_pointer (&text, g_free);
  text = bw_day_split_to_text (split);
  back = bw_day_split_to_text (other);
  g_assert_cmpstr (back, ==, text);
}

static void
assert_remarks (const BwDaySplit  *split,
                const char *const *sentences)
{
  g_autoptr (GPtrArray) remarks = bw_day_split_get_remarks (split);

  for (guint i = 0; i < remarks->len; i++)
    g_assert_cmpstr (g_ptr_array_index (remarks, i), ==, sentences[i]);
  g_assert_null (sentences[remarks->len]);
}

static void
test_remarks (void)
{
  static const Day one_glucose[]
      = { { "2023-09-21", 5, 5, 0 }, { "2023-09-22", 5, 0, 0 }, { "2023-09-23", 5, 0, 0 } };
  static const Day apart[] = { { "2023-09-21", 5, 0, 0 },
                               { "2023-09-22", 0, 5, 0 },
                               { "2023-09-23", 5, 0, 0 },
                               { "2023-09-24", 0, 5, 0 } };
  g_autoptr (BwDaySplit) whole = MAKE (published);
  g_autoptr (BwDaySplit) one = MAKE (one_glucose);
  g_autoptr (BwDaySplit) two = MAKE (apart);
  g_autoptr (BwDaySplit) none = make (NULL, 0);
  g_autoptr (GError) error = NULL;

  bw_day_split_suggest (whole);
  assert_remarks (whole, (const char *const[]) { NULL });
  g_assert_true (bw_day_split_can_train (whole, NULL));

  bw_day_split_set_role (one, 20230923, BW_DAY_TEST);
  assert_remarks (
      one, (const char *const[]) {
               "All recordings after glucose come from one day: this says little.",
               "The test days have no recordings after glucose: they tell of false alarms only.",
               "There is no day to validate on.", NULL });
  bw_day_split_set_role (one, 20230921, BW_DAY_VALIDATION);
  g_assert_false (bw_day_split_can_train (one, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_assert_cmpstr (error->message, ==, "The training days have no recordings after glucose.");

  bw_day_split_suggest (two);
  assert_remarks (two, (const char *const[]) { "No day has both fasting recordings and recordings "
                                              "after glucose: what is learnt may be the "
                                              "days and not the glucose.",
                                              "There is no day to test on: how it does on days it "
                                              "has not seen is then told by leaving out "
                                              "one day after the other.",
                                              NULL });

  assert_remarks (
      none, (const char *const[]) {
                "No ECG is labelled yet: label some as fasting and some as after glucose.", NULL });
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/day-split/suggestion", test_suggestion);
  g_test_add_func ("/comparator/day-split/few", test_few);
  g_test_add_func ("/comparator/day-split/many", test_many);
  g_test_add_func ("/comparator/day-split/text", test_text);
  g_test_add_func ("/comparator/day-split/remarks", test_remarks);
  return g_test_run ();
}
