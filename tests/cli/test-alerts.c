/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

#include <string.h>

#define SETTINGS                                                                                \
  "on:b zone:S when:s red_percent:I below:I hours:i trend:b quiet:b quiet_from:s quiet_until:s"
/* The sample person’s days end on 2025-09-28. */
#define AFTERNOON "--at=2025-09-20T15:00:00+02:00"
#define NIGHT "--at=2025-09-20T23:30:00+02:00"
#define MORNING "--at=2025-09-21T07:00:00+02:00"

static char *library;

/* Of a rule, in the order they stand. */
static JsonObject *
rule (JsonNode *document,
      guint     i)
{
  JsonArray *alerts = json_object_get_array_member (json_node_get_object (document), "alerts");

  g_assert_cmpuint (json_array_get_length (alerts), ==, 3);
  return json_array_get_object_element (alerts, i);
}

static void
assert_outcome (JsonNode   *document,
                guint       i,
                const char *outcome)
{
  g_assert_cmpstr (json_object_get_string_member (rule (document, i), "outcome"), ==, outcome);
}

static void
test_contract (void)
{
  g_autoptr (JsonNode) set = cli_call_json (library, "alerts", "set", "--off", NULL);
  g_autoptr (JsonNode) looked = cli_call_json (library, "alerts", AFTERNOON, NULL);
  JsonObject *object = json_node_get_object (looked);

  cli_assert_keys (json_node_get_object (set), SETTINGS);
  cli_assert_keys (object, "settings:o now:t issued:t alerts:a");
  cli_assert_keys (json_object_get_object_member (object, "settings"), SETTINGS);
  for (guint i = 0; i < 3; i++)
    {
      cli_assert_keys (rule (looked, i), "rule:s outcome:s why:s title:S body:S hour:T score:D due:T");
      assert_outcome (looked, i, "off");
    }
}

static void
test_set (void)
{
  static const char *const calls[][2] = {
    { "--zone=green", NULL },  { "--when=later", NULL },      { "--chance=4", NULL },
    { "--chance=96", NULL },   { "--below=0", NULL },         { "--below=1.5", NULL },
    { "--hours=25", NULL },    { "--hours=off", NULL },       { "--trend=maybe", NULL },
    { "--quiet=22-7", NULL },  { "--quiet=22:00-24:00", NULL }, { "--quiet=22:00-07:00x", NULL },
    { "--on", "--off" },
  };
  g_autoptr (JsonNode) set = cli_call_json (library, "alerts", "set", "--on", "--zone=yellow",
                                            "--when=now", "--chance=off", "--below=61", "--hours=9",
                                            "--trend=on", "--quiet=21:15-06:45", NULL);
  g_autoptr (JsonNode) again = NULL;
  JsonObject *object = json_node_get_object (set);

  g_assert_true (json_object_get_boolean_member (object, "on"));
  g_assert_cmpstr (json_object_get_string_member (object, "zone"), ==, "yellow");
  g_assert_cmpstr (json_object_get_string_member (object, "when"), ==, "now");
  g_assert_true (json_object_get_null_member (object, "red_percent"));
  g_assert_cmpint (json_object_get_int_member (object, "below"), ==, 61);
  g_assert_cmpint (json_object_get_int_member (object, "hours"), ==, 9);
  g_assert_true (json_object_get_boolean_member (object, "trend"));
  g_assert_cmpstr (json_object_get_string_member (object, "quiet_from"), ==, "21:15");
  g_assert_cmpstr (json_object_get_string_member (object, "quiet_until"), ==, "06:45");

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call ("--library", library, "alerts", "set", calls[i][0], calls[i][1],
                                   NULL);

      if (run.status != 2)
        g_error ("%s: %d %s", calls[i][0], run.status, run.err);
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
    }
  /* What is not named, or was refused, stays. */
  again = cli_call_json (library, "alerts", "set", "--zone=off", "--chance=35", "--below=off", NULL);
  object = json_node_get_object (again);
  g_assert_true (json_object_get_boolean_member (object, "on"));
  g_assert_true (json_object_get_null_member (object, "zone"));
  g_assert_cmpint (json_object_get_int_member (object, "red_percent"), ==, 35);
  g_assert_true (json_object_get_null_member (object, "below"));
  g_assert_cmpint (json_object_get_int_member (object, "hours"), ==, 9);
}

/* Told once, whoever asks; held back by night; silent about what is old. */
static void
test_take (void)
{
  g_autoptr (JsonNode) set = cli_call_json (library, "alerts", "set", "--on", "--zone=off",
                                            "--below=100", "--hours=1", "--trend=off",
                                            "--quiet=22:00-07:00", NULL);
  g_autoptr (JsonNode) night = cli_call_json (library, "alerts", NIGHT, NULL);
  g_autoptr (JsonNode) looked = cli_call_json (library, "alerts", AFTERNOON, NULL);
  g_autoptr (JsonNode) once_more = cli_call_json (library, "alerts", AFTERNOON, NULL);
  g_autoptr (JsonNode) morning = NULL;
  g_autoptr (JsonNode) today = NULL;
  g_auto (Run) taken = cli_call ("--library", library, "alerts", "take", AFTERNOON, NULL);
  g_auto (Run) again = cli_call ("--library", library, "alerts", "take", AFTERNOON, NULL);
  g_auto (Run) now = cli_call ("--library", library, "alerts", "take", NULL);
  g_autoptr (JsonNode) old = cli_call_json (library, "alerts", NULL);

  assert_outcome (night, 1, "held");
  g_assert_cmpstr (json_object_get_string_member (rule (night, 1), "due"), ==,
                   "2025-09-21T07:00:00+02:00");
  /* Looking changes nothing. */
  assert_outcome (looked, 1, "raised");
  assert_outcome (once_more, 1, "raised");
  g_assert_cmpstr (json_object_get_string_member (rule (looked, 1), "title"), ==,
                   "Below 100 for 24 hours from 15:00");

  cli_assert_done (&taken);
  g_assert_true (g_str_has_prefix (taken.out, "Below 100 for 24 hours from 15:00\n  Lowest around "));
  g_assert_cmpuint (cli_count_lines (taken.out), ==, 2);
  cli_assert_done (&again);
  g_assert_cmpstr (again.out, ==, "");
  morning = cli_call_json (library, "alerts", MORNING, NULL);
  assert_outcome (morning, 1, "told");
  cli_assert_done (&now);
  g_assert_cmpstr (now.out, ==, "");
  assert_outcome (old, 1, "old");

  /* Switched off and on it is told anew, but not on the same day. */
  g_clear_pointer (&set, json_node_unref);
  set = cli_call_json (library, "alerts", "set", "--below=off", NULL);
  g_clear_pointer (&set, json_node_unref);
  set = cli_call_json (library, "alerts", "set", "--below=100", NULL);
  today = cli_call_json (library, "alerts", AFTERNOON, NULL);
  assert_outcome (today, 1, "today");
  g_clear_pointer (&morning, json_node_unref);
  morning = cli_call_json (library, "alerts", MORNING, NULL);
  assert_outcome (morning, 1, "raised");
}

/* Within the normal range on some days, out of it on others. */
static void
test_trend (void)
{
  g_autoptr (JsonNode) set = cli_call_json (library, "alerts", "set", "--on", "--trend=on", NULL);
  guint met = 0;

  for (int day = 10; day <= 26; day++)
    {
      g_autofree char *at = g_strdup_printf ("--at=2025-09-%02dT20:00:00+02:00", day);
      g_autoptr (JsonNode) looked = cli_call_json (library, "alerts", at, NULL);
      const char *outcome = json_object_get_string_member (rule (looked, 2), "outcome");

      if (g_str_equal (outcome, "raised"))
        met++;
      else
        g_assert_cmpstr (outcome, ==, "clear");
    }
  g_assert_cmpuint (met, >, 0);
  g_assert_cmpuint (met, <, 17);
}

static void
make_library (void)
{
  g_autofree char *export = cli_path ("export.zip");
  g_auto (Run) sample = cli_call ("sample", export, "--days=60", NULL);
  g_auto (Run) import = { 0 };

  cli_assert_done (&sample);
  library = cli_path ("me.beatwise");
  import = cli_call ("--library", library, "import", export, NULL);
  cli_assert_done (&import);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 1;
  make_library ();
  g_test_add_func ("/alerts/contract", test_contract);
  g_test_add_func ("/alerts/set", test_set);
  g_test_add_func ("/alerts/take", test_take);
  g_test_add_func ("/alerts/trend", test_trend);
  status = g_test_run ();
  g_free (library);
  cli_tear_down ();
  return status;
}
