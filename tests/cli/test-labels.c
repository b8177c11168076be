/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-run.h"

#include "bw-test.h"

#include <string.h>

/* `label` in all its ways, on the mornings of a simulated person: four recordings before breakfast,
 * from 7:30, and most days four from 8:25. */

static char *sample; /* the export of that person */

/* A library of its own for a test. Returns: (transfer full): its path */
static char *
make_library (const char *name)
{
  char *file = cli_path (name);
  g_autoptr (JsonNode) imported = cli_call_json (file, "import", sample, NULL);

  return file;
}

/* Returns: (transfer full) */
static char *
id_text (JsonNode *ecgs,
         guint     i)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT,
                          json_object_get_int_member (cli_element (ecgs, i), "id"));
}

static void
assert_label (JsonNode   *ecgs,
              guint       i,
              const char *label,
              const char *who)
{
  JsonObject *ecg = cli_element (ecgs, i);

  g_assert_cmpstr (json_object_get_string_member_with_default (ecg, "label", NULL), ==, label);
  g_assert_cmpstr (json_object_get_string_member_with_default (ecg, "labelled_by", NULL), ==, who);
  g_assert_true (json_object_get_null_member (ecg, "labelled_at") == (label == NULL));
}

static void
test_ids (void)
{
  g_autofree char *file = make_library ("ids.beatwise");
  g_autoptr (JsonNode) before = cli_call_json (file, "ecgs", NULL);
  g_autofree char *a = id_text (before, 0), *b = id_text (before, 1);
  g_autoptr (JsonNode) one = NULL, two = NULL, after = NULL, gone = NULL;
  g_auto (Run) text = { 0 };

  one = cli_call_json (file, "label", a, b, "glucose", "--by", "Dr Ann", "--note", "after the drink",
                       NULL);
  g_assert_cmpuint (cli_length (one), ==, 2);
  cli_assert_keys (cli_element (one, 0), "id:i label:S labelled_by:S reader:S");
  two = cli_call_json (file, "label", b, "fasting", NULL);
  after = cli_call_json (file, "ecgs", NULL);
  assert_label (after, 0, "glucose", "Dr Ann");
  g_assert_cmpstr (json_object_get_string_member (cli_element (after, 0), "note"), ==,
                   "after the drink");
  g_assert_cmpstr (json_object_get_string_member (cli_element (after, 1), "label"), ==, "fasting");
  g_assert_cmpstr (json_object_get_string_member (cli_element (after, 1), "labelled_by"), !=,
                   "Dr Ann");
  g_assert_cmpstr (json_object_get_string_member (cli_element (after, 1), "note"), ==,
                   "after the drink");

  gone = cli_call_json (file, "label", a, "none", "--note", "", NULL);
  g_clear_pointer (&after, json_node_unref);
  after = cli_call_json (file, "ecgs", NULL);
  assert_label (after, 0, NULL, NULL);
  g_assert_true (json_object_get_null_member (cli_element (after, 0), "note"));
  text = cli_call ("--library", file, "label", a, b, "fasting", NULL);
  cli_assert_done (&text);
  g_assert_cmpstr (text.out, ==, "Labelled 2 recordings.\n");
}

/* A note that cannot be kept with a label that can: neither is. */
static void
test_all_or_none (void)
{
  g_autofree char *file = make_library ("all-or-none.beatwise");
  g_autoptr (JsonNode) before = cli_call_json (file, "ecgs", NULL);
  g_autofree char *a = id_text (before, 0);
  g_auto (Run) run = cli_call ("--library", file, "label", a, "999999", "fasting", "--note=x", NULL);
  g_auto (Run) reader = cli_call ("--library", file, "label", a, "999999", "fasting", "--reader=x",
                                  NULL);
  g_autoptr (JsonNode) after = cli_call_json (file, "ecgs", NULL);

  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpint (reader.status, ==, 1);
  g_assert_true (json_node_equal (before, after));
}

static void
read_blind (const char *file,
            JsonNode   *ecgs,
            const char *reader,
            const char *labels)
{
  for (guint i = 0; labels[i] != '\0'; i++)
    {
      g_autofree char *id = id_text (ecgs, i);
      g_autoptr (JsonNode) told = NULL;

      if (labels[i] == ' ')
        continue;
      told = cli_call_json (file, "label", "--reader", reader, id,
                            labels[i] == 'f' ? "fasting" : labels[i] == 'g' ? "glucose" : "none",
                            NULL);
      g_assert_cmpstr (json_object_get_string_member_with_default (cli_element (told, 0), "reader",
                                                                   NULL),
                       ==, reader);
    }
}

static void
test_agreement (void)
{
  g_autofree char *file = make_library ("agreement.beatwise");
  g_autoptr (JsonNode) ecgs = cli_call_json (file, "ecgs", NULL);
  g_autofree char *conflict = id_text (ecgs, 3);
  g_autoptr (JsonNode) told = NULL, after = NULL;
  g_auto (Run) nobody = cli_call ("--library", file, "label", "--agreement", "Ann", "Bob", NULL);
  g_auto (Run) text = { 0 }, wrong = { 0 };
  JsonObject *object;
  JsonArray *array;

  g_assert_cmpint (nobody.status, ==, 1);
  read_blind (file, ecgs, "Ann", "ffffgg f");
  read_blind (file, ecgs, "Bob", "fffgg g");
  read_blind (file, ecgs, "Bob", "    -"); /* takes one away again */

  told = cli_call_json (file, "label", "--agreement", "Ann", "Bob", NULL);
  object = json_node_get_object (told);
  cli_assert_keys (object, "first:s second:s both:i only_first:i only_second:i agree:i agreement:D"
                           " kappa:D kappa_interval95:A table:a conflicts:a");
  g_assert_cmpint (json_object_get_int_member (object, "both"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (object, "only_first"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (object, "only_second"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "agree"), ==, 3);
  /* Ann says fasting of all four: chance alone gives 3/4, and kappa is 0. */
  bw_assert_near (json_object_get_double_member (object, "agreement"), 0.75, 1e-12);
  bw_assert_near (json_object_get_double_member (object, "kappa"), 0, 1e-12);
  array = json_object_get_array_member (object, "conflicts");
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  g_assert_cmpint (json_array_get_int_element (array, 0), ==,
                   g_ascii_strtoll (conflict, NULL, 10));
  array = json_array_get_array_element (json_object_get_array_member (object, "table"), 0);
  g_assert_cmpint (json_array_get_int_element (array, 0), ==, 3);
  g_assert_cmpint (json_array_get_int_element (array, 1), ==, 1);

  /* The recordings' own labels are none of it; their list tells what readers say. */
  after = cli_call_json (file, "ecgs", NULL);
  assert_label (after, 0, NULL, NULL);
  array = json_object_get_array_member (cli_element (after, 3), "readers");
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  cli_assert_keys (json_array_get_object_element (array, 0), "reader:s label:s time:t");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, 0),
                                                  "reader"),
                   ==, "Ann");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, 1),
                                                  "label"),
                   ==, "glucose");

  text = cli_call ("--library", file, "label", "--agreement", "Ann", "Bob", NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "κ"));
  wrong = cli_call ("--library", file, "label", "--agreement", "Ann", "Eve", NULL);
  g_assert_cmpint (wrong.status, ==, 1);
  g_assert_nonnull (strstr (wrong.err, "Ann, Bob"));
}

/* A day with both kinds of recordings. Returns: (transfer full) */
static char *
find_day (const char *file)
{
  g_autoptr (JsonNode) ecgs = cli_call_json (file, "ecgs", NULL);

  for (guint i = 0; i + 1 < cli_length (ecgs); i++)
    {
      const char *time = json_object_get_string_member (cli_element (ecgs, i), "time");
      const char *next = json_object_get_string_member (cli_element (ecgs, i + 1), "time");

      if (strncmp (time, next, 10) == 0 && strncmp (time + 11, "07", 2) == 0
          && strncmp (next + 11, "08", 2) == 0)
        return g_strndup (time, 10);
    }
  g_assert_not_reached ();
}

static void
test_meal (void)
{
  g_autofree char *file = make_library ("meal.beatwise");
  g_autofree char *day = find_day (file), *drink = g_strconcat (day, "T07:38", NULL);
  g_autofree char *late = g_strconcat (day, "T06:00", NULL);
  g_autoptr (JsonNode) dry = NULL, untouched = NULL, done = NULL, after = NULL, again = NULL;
  g_autoptr (JsonNode) replaced = NULL;
  g_auto (Run) text = { 0 };
  JsonObject *object;
  guint n_fasting = 0, n_glucose = 0;

  dry = cli_call_json (file, "label", "--meal", drink, "--dry-run", NULL);
  object = json_node_get_object (dry);
  cli_assert_keys (object, "dry_run:b fasting:i glucose:i changed:i without_time:i proposals:a");
  g_assert_true (json_object_get_boolean_member (object, "dry_run"));
  g_assert_cmpint (json_object_get_int_member (object, "changed"), >=, 4);
  cli_assert_keys (json_array_get_object_element (
                     json_object_get_array_member (object, "proposals"), 0),
                   "id:i time:t time_known:b name:s label:S was:S reason:s");
  untouched = cli_call_json (file, "ecgs", "--label", "none", NULL);
  done = cli_call_json (file, "label", "--meal", drink, NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (done), "changed"), ==,
                   json_object_get_int_member (object, "changed"));

  after = cli_call_json (file, "ecgs", NULL);
  g_assert_cmpuint (cli_length (after), ==, cli_length (untouched));
  for (guint i = 0; i < cli_length (after); i++)
    {
      const char *time = json_object_get_string_member (cli_element (after, i), "time");
      gboolean early = strncmp (time + 11, "07", 2) == 0;

      if (!g_str_has_prefix (time, day))
        assert_label (after, i, NULL, NULL);
      else
        assert_label (after, i, early ? "fasting" : "glucose", "protocol");
      n_fasting += g_str_has_prefix (time, day) && early;
      n_glucose += g_str_has_prefix (time, day) && !early;
    }
  g_assert_cmpint (json_object_get_int_member (object, "fasting"), ==, n_fasting);
  g_assert_cmpint (json_object_get_int_member (object, "glucose"), ==, n_glucose);

  /* Labels that are there stay, but for --replace. */
  again = cli_call_json (file, "label", "--meal", late, "--from-min=60", "--to-min=180", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (again), "changed"), ==, 0);
  replaced = cli_call_json (file, "label", "--meal", late, "--from-min=60", "--to-min=180",
                            "--replace", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (replaced), "changed"), ==,
                   n_fasting);
  text = cli_call ("--library", file, "label", "--meal", drink, "--replace", NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "before the drink"));
  g_assert_nonnull (strstr (text.out, "Labelled"));
}

static void
append_glucose (GString    *xml,
                const char *unit,
                const char *time,
                const char *value)
{
  g_string_append_printf (xml,
                          "<Record type=\"HKQuantityTypeIdentifierBloodGlucose\" sourceName=\"Meter\""
                          " unit=\"%s\" creationDate=\"%s\" startDate=\"%s\" endDate=\"%s\""
                          " value=\"%s\"/>\n",
                          unit, time, time, time, value);
}

static void
test_glucose (void)
{
  g_autofree char *file = make_library ("glucose.beatwise"), *path = cli_path ("glucose.xml");
  g_autofree char *day = find_day (file);
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\"?>\n<HealthData locale=\"en\">\n");
  g_auto (Run) without = cli_call ("--library", file, "label", "--glucose", NULL);
  g_autoptr (JsonNode) ecgs = cli_call_json (file, "ecgs", "--from", day, "--to", day, NULL);
  g_autoptr (JsonNode) imported = NULL, dry = NULL, strict = NULL, near = NULL;
  g_autoptr (JsonNode) done = NULL, after = NULL;
  guint n = cli_length (ecgs);
  g_auto (Run) text = { 0 };

  g_assert_cmpint (without.status, ==, 1);
  g_assert_cmpuint (cli_count_lines (without.err), ==, 1);

  /* 90 mg/dL beside the first, 8.5 mmol/L (153 mg/dL) beside the last. */
  append_glucose (xml, "mg/dL", json_object_get_string_member (cli_element (ecgs, 0), "time"), "90");
  append_glucose (xml, "mmol&lt;180.1558800000541&gt;/L",
                  json_object_get_string_member (cli_element (ecgs, n - 1), "time"), "8.5");
  g_string_append (xml, "</HealthData>\n");
  g_assert_true (g_file_set_contents (path, xml->str, -1, NULL));
  imported = cli_call_json (file, "import", path, NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (imported), "new"), ==, 2);

  dry = cli_call_json (file, "label", "--glucose", "--dry-run", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (dry), "changed"), ==, n);
  strict = cli_call_json (file, "label", "--glucose", "--dry-run", "--mmol", "--fasting-below=4.9",
                          "--glucose-from=8.6", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (strict), "changed"), ==, 0);
  near = cli_call_json (file, "label", "--glucose", "--dry-run", "--within-min=0", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (near), "changed"), ==, 2);

  text = cli_call ("--library", file, "label", "--glucose", "--dry-run", NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "90 mg/dL"));
  g_assert_nonnull (strstr (text.out, "8.5 mmol/L"));
  done = cli_call_json (file, "label", "--glucose", NULL);
  after = cli_call_json (file, "ecgs", "--from", day, "--to", day, NULL);
  assert_label (after, 0, "fasting", "glucose");
  assert_label (after, n - 1, "glucose", "glucose");
}

/* Labels, notes and readers go out as a table, and into a library that has none of them. */
static void
test_table (void)
{
  g_autofree char *file = make_library ("table.beatwise"), *fresh = make_library ("fresh.beatwise");
  g_autofree char *table = cli_path ("table.csv");
  g_autoptr (JsonNode) ecgs = cli_call_json (file, "ecgs", NULL);
  g_autofree char *a = id_text (ecgs, 0), *b = id_text (ecgs, 1);
  g_autoptr (JsonNode) one = NULL, two = NULL, told = NULL, taken = NULL, wanted = NULL, got = NULL;
  g_auto (Run) text = { 0 };

  one = cli_call_json (file, "label", a, "fasting", "--by=Ann", "--note=a, \"b\"; c", NULL);
  two = cli_call_json (file, "label", b, "glucose", "--by=Bob", NULL);
  read_blind (file, ecgs, "Eve", "fg");
  told = cli_call_json (file, "export", "labels", table, NULL);
  cli_assert_keys (json_node_get_object (told), "path:s kind:s size_bytes:i");
  taken = cli_call_json (fresh, "label", "--csv", table, NULL);
  g_assert_cmpuint (cli_length (taken), ==, cli_length (ecgs) + 2);

  wanted = cli_call_json (file, "ecgs", NULL);
  got = cli_call_json (fresh, "ecgs", NULL);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const same[] = { "label", "labelled_by", "note" };

      for (guint j = 0; j < G_N_ELEMENTS (same); j++)
        g_assert_true (json_node_equal (json_object_get_member (cli_element (wanted, i), same[j]),
                                        json_object_get_member (cli_element (got, i), same[j])));
      g_assert_cmpuint (
        json_array_get_length (json_object_get_array_member (cli_element (got, i), "readers")), ==,
        i < 2);
    }
  text = cli_call ("--library", fresh, "label", "--csv", table, NULL);
  cli_assert_done (&text);
  g_assert_nonnull (strstr (text.out, "2 labels of readers"));
}

static void
test_usage (void)
{
  static const char *const calls[][8] = {
    { "label" },
    { "label", "1", "fasting", "--csv", "x.csv" },
    { "label", "1", "fasting", "--by=" },
    { "label", "1", "fasting", "--reader=" },
    { "label", "1", "fasting", "--reader=x", "--by=y" },
    { "label", "1", "fasting", "--reader=x", "--note=y" },
    { "label", "1", "fasting", "--replace" },
    { "label", "1", "fasting", "--dry-run" },
    { "label", "1", "fasting", "--from-min=3" },
    { "label", "0", "fasting" },
    { "label", "--csv=x.csv", "--reader=x" },
    { "label", "--csv=x.csv", "--note=x" },
    { "label", "--csv=x.csv", "--meal=2025-01-01T08:00" },
    { "label", "--meal=2025-01-01" },
    { "label", "--meal=breakfast" },
    { "label", "--meal=2025-01-01T08:00", "7" },
    { "label", "--meal=2025-01-01T08:00", "--glucose" },
    { "label", "--meal=2025-01-01T08:00", "--by=x" },
    { "label", "--meal=2025-01-01T08:00", "--mmol" },
    { "label", "--meal=2025-01-01T08:00", "--from-min=90", "--to-min=60" },
    { "label", "--meal=2025-01-01T08:00", "--from-min=-1" },
    { "label", "--meal=2025-01-01T08:00", "--from-min=soon" },
    { "label", "--glucose", "--from-min=3" },
    { "label", "--glucose", "--fasting-below=150", "--glucose-from=120" },
    { "label", "--glucose", "--within-min=x" },
    { "label", "--agreement" },
    { "label", "--agreement", "Ann" },
    { "label", "--agreement", "Ann", "Ann" },
    { "label", "--agreement", "Ann", "Bob", "Eve" },
    { "label", "--agreement", "Ann", "Bob", "--replace" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (Run) run = cli_call (calls[i][0], calls[i][1], calls[i][2], calls[i][3], calls[i][4],
                                   NULL);

      if (run.status != 2)
        g_error ("label %s %s: %d %s", calls[i][1], calls[i][2], run.status, run.err);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpuint (cli_count_lines (run.err), ==, 1);
      g_assert_nonnull (strstr (run.err, "--help"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_auto (Run) made = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!cli_set_up (argc, argv))
    return 2;
  sample = cli_path ("sample.zip");
  made = cli_call ("sample", sample, "--days", "60", NULL);
  cli_assert_done (&made);

  g_test_add_func ("/cli/labels/ids", test_ids);
  g_test_add_func ("/cli/labels/all-or-none", test_all_or_none);
  g_test_add_func ("/cli/labels/agreement", test_agreement);
  g_test_add_func ("/cli/labels/meal", test_meal);
  g_test_add_func ("/cli/labels/glucose", test_glucose);
  g_test_add_func ("/cli/labels/table", test_table);
  g_test_add_func ("/cli/labels/usage", test_usage);

  status = g_test_run ();
  g_free (sample);
  cli_tear_down ();
  return status;
}
