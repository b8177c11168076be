/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-fixture.h"

#include "app/bw-day-area.h"
#include "app/bw-day-column.h"
#include "app/bw-day-split-view.h"
#include "bw-test.h"

#include <string.h>

/* Days as they were recorded: fasting and after glucose. */
static const BwDay known[] = {
  { 20230921, BW_DAY_TRAINING, 10, 11, 0 },  { 20230923, BW_DAY_TRAINING, 12, 0, 1 },
  { 20230924, BW_DAY_VALIDATION, 18, 20, 0 }, { 20230925, BW_DAY_TRAINING, 14, 12, 0 },
  { 20230927, BW_DAY_TRAINING, 9, 21, 0 },   { 20230930, BW_DAY_TRAINING, 21, 0, 0 },
  { 20231006, BW_DAY_TEST, 14, 15, 0 },
};

static BwDaySplit *
make_split (const BwDay *days,
            guint        n)
{
  BwDaySplit *split = g_new0 (BwDaySplit, 1);

  split->days = g_array_new (FALSE, FALSE, sizeof (BwDay));
  g_array_append_vals (split->days, days, n);
  return split;
}

/* Days as they are, many days over two years, and none in most areas. */
static BwDaySplit *
make_scene (guint scene)
{
  BwDay days[45];

  if (scene == 0)
    return make_split (known, G_N_ELEMENTS (known));
  if (scene == 2)
    return make_split (known, 2);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    days[i] = (BwDay) { i < 20 ? 20231210 + i : 20240101 + (i - 20),
                        i % 9 < 5 ? BW_DAY_TRAINING : i % 9 < 7 ? BW_DAY_VALIDATION : BW_DAY_TEST,
                        i * 7 % 31, i * 5 % 43, 0 };
  return make_split (days, G_N_ELEMENTS (days));
}

typedef struct
{
  GtkWidget *view;
  GtkWidget *window;
  guint changes;
} Fixture;

static void
on_changed (BwDaySplitView *view,
            Fixture        *fixture)
{
  fixture->changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (BwDaySplit) split = make_split (known, G_N_ELEMENTS (known));

  fixture->changes = 0;
  fixture->view = bw_day_split_view_new ();
  g_signal_connect (fixture->view, "changed", G_CALLBACK (on_changed), fixture);
  bw_day_split_view_set_split (BW_DAY_SPLIT_VIEW (fixture->view), split);
  fixture->window = ecg_window (fixture->view, 900, 360);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  ecg_close (fixture->window, fixture->view);
}

/* The column of a day, below @root. */
static GtkWidget *
find_column (GtkWidget *root,
             guint32    day)
{
  if (BW_IS_DAY_COLUMN (root))
    return bw_day_column_get_day (BW_DAY_COLUMN (root)) == day ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_column (child, day);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The days of an area from left to right, as "921 923". */
static char *
list_area (Fixture *fixture,
           guint32  day)
{
  GtkWidget *box = gtk_widget_get_parent (find_column (fixture->view, day));
  GString *text = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "",
                            bw_day_column_get_day (BW_DAY_COLUMN (child)) % 10000);
  return g_string_free (text, FALSE);
}

static void
assert_area (Fixture    *fixture,
             guint32     day,
             const char *expected)
{
  g_autofree char *text = list_area (fixture, day);

  g_assert_cmpstr (text, ==, expected);
}

static BwDayRole
get_role (Fixture *fixture,
          guint32  day)
{
  const BwDaySplit *split = bw_day_split_view_get_split (BW_DAY_SPLIT_VIEW (fixture->view));

  for (guint i = 0; i < split->days->len; i++)
    if (g_array_index (split->days, BwDay, i).day == day)
      return g_array_index (split->days, BwDay, i).role;
  g_assert_not_reached ();
}

static guint32
get_focused (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return BW_IS_DAY_COLUMN (focus) ? bw_day_column_get_day (BW_DAY_COLUMN (focus)) : 0;
}

static void
press (Fixture         *fixture,
       guint            key,
       GdkModifierType  modifiers)
{
  g_assert_true (ecg_press (fixture->view, key, modifiers));
}

static void
test_shown (Fixture       *fixture,
            gconstpointer  unused)
{
  GtkWidget *column = find_column (fixture->view, 20230923);
  g_autofree char *counts = bw_day_column_format_counts (1, 2, 3);
  g_autofree char *day = bw_day_column_format_day (20230921);
  g_autofree char *odd = bw_day_column_format_day (20230231);

  assert_area (fixture, 20230921, "921 923 925 927 930");
  assert_area (fixture, 20230924, "924");
  assert_area (fixture, 20231006, "1006");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_ancestor (column, BW_TYPE_DAY_AREA)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Training, 5 days: 66 fasting, 44 after glucose");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (column), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (column), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "23 Sep 2023, Training: 12 fasting, 0 after glucose, 1 without label");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (column), ==,
                   "23 Sep 2023\n12 fasting, 0 after glucose, 1 without label");
  g_assert_cmpstr (counts, ==, "1 fasting, 2 after glucose, 3 without label");
  g_assert_cmpstr (day, ==, "21 Sep 2023");
  g_assert_cmpstr (odd, ==, "20230231"); /* no such day */
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  unused)
{
  /* Without a day in the focus keys are not taken. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_assert_false (ecg_press (fixture->view, GDK_KEY_Right, 0));
  g_assert_false (ecg_press (fixture->view, GDK_KEY_t, 0));
  g_assert_false (ecg_press (fixture->view, GDK_KEY_Menu, 0));

  /* From day to day in the order they stand in. */
  gtk_widget_grab_focus (find_column (fixture->view, 20230927));
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpuint (get_focused (fixture), ==, 20230930);
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpuint (get_focused (fixture), ==, 20230924);
  press (fixture, GDK_KEY_Right, 0);
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpuint (get_focused (fixture), ==, 20231006);
  press (fixture, GDK_KEY_Home, 0);
  g_assert_cmpuint (get_focused (fixture), ==, 20230921);
  press (fixture, GDK_KEY_Left, 0);
  g_assert_cmpuint (get_focused (fixture), ==, 20230921);
  press (fixture, GDK_KEY_End, 0);
  g_assert_cmpuint (get_focused (fixture), ==, 20231006);
  g_assert_cmpuint (fixture->changes, ==, 0);

  /* The day moves and keeps the focus; it stands by its date. */
  gtk_widget_grab_focus (find_column (fixture->view, 20230923));
  press (fixture, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpint (get_role (fixture, 20230923), ==, BW_DAY_VALIDATION);
  g_assert_cmpuint (get_focused (fixture), ==, 20230923);
  assert_area (fixture, 20230921, "921 925 927 930");
  assert_area (fixture, 20230924, "923 924");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (find_column (fixture->view, 20230923)), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "23 Sep 2023, Validation: 12 fasting, 0 after glucose, 1 without label");
  press (fixture, GDK_KEY_u, 0);
  g_assert_cmpint (get_role (fixture, 20230923), ==, BW_DAY_UNUSED);
  press (fixture, GDK_KEY_Right, GDK_CONTROL_MASK); /* nowhere to go */
  g_assert_cmpuint (fixture->changes, ==, 2);
  press (fixture, GDK_KEY_e, 0);
  assert_area (fixture, 20231006, "923 1006");
  press (fixture, GDK_KEY_v, 0);
  press (fixture, GDK_KEY_t, 0);
  press (fixture, GDK_KEY_t, 0); /* is there already */
  assert_area (fixture, 20230921, "921 923 925 927 930");
  g_assert_cmpuint (fixture->changes, ==, 5);
}

/* Tab comes in to where it was last, and out at once. */
static void
test_tab (void)
{
  g_autoptr (BwDaySplit) split = make_split (known, G_N_ELEMENTS (known));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *view = bw_day_split_view_new ();
  GtkWidget *before = gtk_button_new_with_label ("Before");
  GtkWidget *after = gtk_button_new_with_label ("After"), *window;

  bw_day_split_view_set_split (BW_DAY_SPLIT_VIEW (view), split);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), after);
  window = ecg_window (box, 900, 500);
  gtk_widget_grab_focus (before);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (find_column (view, 20230921)));
  g_assert_true (ecg_press (view, GDK_KEY_Right, 0));
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (after));
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_has_focus (find_column (view, 20230923)));
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_has_focus (before));

  /* Nothing to stop at. */
  bw_day_split_view_set_split (BW_DAY_SPLIT_VIEW (view), NULL);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (after));
  ecg_close (window, view);
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  unused)
{
  GtkWidget *menu = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (fixture->view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      menu = child;
  g_assert_nonnull (menu);
  gtk_widget_grab_focus (find_column (fixture->view, 20230924));
  press (fixture, GDK_KEY_Return, 0);
  ecg_await (gtk_widget_get_mapped (menu));
  ecg_picture (fixture->window, "days-menu");
  g_assert_true (gtk_widget_activate_action (menu, "day.role", "s", "test"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  ecg_await (!gtk_widget_get_mapped (menu));
  g_assert_cmpint (get_role (fixture, 20230924), ==, BW_DAY_TEST);
  assert_area (fixture, 20231006, "924 1006");
  g_assert_cmpuint (get_focused (fixture), ==, 20230924);
  g_assert_cmpuint (fixture->changes, ==, 1);

  /* Closed without a choice, too, it leaves the keyboard where it was. */
  press (fixture, GDK_KEY_Return, 0);
  ecg_await (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  ecg_await (!gtk_widget_get_mapped (menu));
  g_assert_cmpuint (get_focused (fixture), ==, 20230924);
}

/* What the program sets is no change by a person; the columns stay what they are where days do. */
static void
test_set (Fixture       *fixture,
          gconstpointer  unused)
{
  BwDaySplitView *view = BW_DAY_SPLIT_VIEW (fixture->view);
  g_autoptr (BwDaySplit) split = make_split (known, G_N_ELEMENTS (known));
  g_autoptr (BwDaySplit) fewer = make_split (known, 2);
  GtkWidget *column = find_column (fixture->view, 20230924);

  for (guint i = 0; i < split->days->len; i++)
    g_array_index (split->days, BwDay, i).role = (BW_DAY_N_ROLES - 1 - i % 2);
  bw_day_split_view_set_split (view, split);
  g_assert_true (find_column (fixture->view, 20230924) == column);
  assert_area (fixture, 20230921, "921 924 927 1006");
  assert_area (fixture, 20230923, "923 925 930");
  bw_day_split_view_set_split (view, fewer);
  g_assert_null (find_column (fixture->view, 20230924));
  assert_area (fixture, 20230921, "921 923");
  /* Its own split handed back to it. */
  bw_day_split_view_set_split (view, bw_day_split_view_get_split (view));
  assert_area (fixture, 20230921, "921 923");
  bw_day_split_view_set_split (view, NULL);
  g_assert_null (bw_day_split_view_get_split (view));
  g_assert_null (find_column (fixture->view, 20230921));
  g_assert_cmpuint (fixture->changes, ==, 0);
}

/* --- A real pointer ----------------------------------------------------------------------------- */

static char *
xdotool (const char *format,
         ...) G_GNUC_PRINTF (1, 2);

static char *
xdotool (const char *format,
         ...)
{
  g_autofree char *arguments = NULL, *line = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  line = g_strconcat ("xdotool ", arguments, NULL);
  g_spawn_command_line_sync (line, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  ecg_spin (30);
  return g_strchomp (output);
}

static void
point_at (Fixture    *fixture,
          const char *id,
          GtkWidget  *widget)
{
  double surface_x, surface_y, x, y;
  g_autofree char *output = NULL;

  gtk_native_get_surface_transform (GTK_NATIVE (fixture->window), &surface_x, &surface_y);
  gtk_widget_translate_coordinates (widget, fixture->window, gtk_widget_get_width (widget) / 2.0,
                                    gtk_widget_get_height (widget) / 2.0, &x, &y);
  output = xdotool ("mousemove --window %s %d %d", id, (int) (x + surface_x),
                    (int) (y + surface_y));
}

static void
button (const char *verb,
        int         number)
{
  g_autofree char *output = xdotool ("%s %d", verb, number);
}

/* Whether what is dragged would be dropped on an area around @widget. */
static gboolean
is_dropped_on (GtkWidget *widget)
{
  GtkWidget *area = gtk_widget_get_ancestor (widget, BW_TYPE_DAY_AREA);

  return (gtk_widget_get_state_flags (area) & GTK_STATE_FLAG_DROP_ACTIVE) != 0;
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autofree char *id = xdotool ("search --onlyvisible --name ^ecg$");
  GtkWidget *column = find_column (fixture->view, 20230925);
  GtkWidget *target = find_column (fixture->view, 20231006);

  point_at (fixture, id, column);
  button ("mousedown", 1);
  /* A drag begins with the first motion on GTK 4.8, later on newer ones. */
  for (guint i = 0; i < 100 && !bw_day_column_is_dragged (BW_DAY_COLUMN (column)); i++)
    point_at (fixture, id, i % 2 == 0 ? find_column (fixture->view, 20230927) : column);
  g_assert_true (bw_day_column_is_dragged (BW_DAY_COLUMN (column)));
  /* The X server tells what lies below the pointer when it moves. */
  for (guint i = 0; i < 100 && !is_dropped_on (target); i++)
    point_at (fixture, id, i % 2 == 0 ? target : gtk_widget_get_parent (target));
  g_assert_true (is_dropped_on (target));
  ecg_picture (fixture->window, "days-drag");
  button ("mouseup", 1);
  ecg_await (!bw_day_column_is_dragged (BW_DAY_COLUMN (column)));
  g_assert_false (gtk_widget_has_css_class (fixture->view, "dragging"));
  g_assert_cmpint (get_role (fixture, 20230925), ==, BW_DAY_TEST);
  assert_area (fixture, 20231006, "925 1006");
  g_assert_cmpuint (fixture->changes, ==, 1);

  /* Insensitive, it only shows. */
  gtk_widget_set_sensitive (fixture->view, FALSE);
  point_at (fixture, id, column);
  button ("mousedown", 1);
  point_at (fixture, id, find_column (fixture->view, 20230921));
  ecg_spin (50);
  g_assert_false (bw_day_column_is_dragged (BW_DAY_COLUMN (column)));
  button ("mouseup", 1);
  g_assert_cmpuint (fixture->changes, ==, 1);
}

/* What is dragged outlives its place among the days, and all of them: whatever takes a drop holds it. The
 * signals stand for the pointer: GTK 4.8 leaks a little with each drag but the last. */
static void
test_drag_lost (void)
{
  g_autoptr (BwDaySplit) split = make_split (known, G_N_ELEMENTS (known));
  GtkWidget *view = bw_day_split_view_new (), *window, *columns[2];
  GtkEventController *sources[2];

  bw_day_split_view_set_split (BW_DAY_SPLIT_VIEW (view), split);
  window = ecg_window (view, 900, 360);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      columns[i] = g_object_ref (find_column (view, known[i].day));
      sources[i] = g_object_ref (ecg_controller (columns[i], GTK_TYPE_DRAG_SOURCE));
    }

  g_signal_emit_by_name (sources[0], "drag-begin", NULL);
  g_assert_true (gtk_widget_has_css_class (view, "dragging"));
  bw_day_split_view_set_split (BW_DAY_SPLIT_VIEW (view), NULL);
  g_assert_false (gtk_widget_has_css_class (view, "dragging"));
  g_signal_emit_by_name (sources[0], "drag-end", NULL, FALSE);
  ecg_close (window, view);
  g_signal_emit_by_name (sources[1], "drag-begin", NULL);
  g_signal_emit_by_name (sources[1], "drag-end", NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_object_unref (sources[i]);
      g_assert_finalize_object (columns[i]);
    }
}

/* Over days that scroll sideways the wheel still moves the page; a day that gets the focus comes into
 * sight. */
static void
test_scroll (void)
{
  g_autoptr (BwDaySplit) split = make_scene (1);
  GtkWidget *view = bw_day_split_view_new (), *scrolled = gtk_scrolled_window_new ();
  Fixture fixture = { view, NULL, 0 };
  g_autofree char *id = NULL;
  GtkAdjustment *page, *days;
  GtkWidget *first, *inner;

  g_object_set (view, "narrow", TRUE, NULL);
  bw_day_split_view_set_split (BW_DAY_SPLIT_VIEW (view), split);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  fixture.window = ecg_window (scrolled, 360, 400);
  id = xdotool ("search --onlyvisible --name ^ecg$");
  first = find_column (view, g_array_index (split->days, BwDay, 0).day);
  inner = gtk_widget_get_ancestor (first, GTK_TYPE_SCROLLED_WINDOW);
  page = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  days = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (inner));
  g_assert_cmpfloat (gtk_adjustment_get_upper (days), >, gtk_adjustment_get_page_size (days) + 100);

  point_at (&fixture, id, first);
  button ("click", 5);
  ecg_await (gtk_adjustment_get_value (page) > 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (days), ==, 0);

  gtk_widget_grab_focus (first);
  for (guint i = 0; i < 12; i++)
    g_assert_true (ecg_press (view, GDK_KEY_Right, 0));
  ecg_await (gtk_adjustment_get_value (days) > 100);
  ecg_close (fixture.window, view);
}

/* --- Pictures ----------------------------------------------------------------------------------- */

/* Every scene in every scheme and both widths: drawn without a critical, and no wider than the
 * window. With $BW_TEST_PICTURES each is kept as a PNG; $ADW_DEBUG_HIGH_CONTRAST=1
 * has them in high contrast. */

static const char *const scenes[] = { "few", "many", "bare" };

static const struct
{
  const char *name;
  int width;
  gboolean dark;
} looks[] = {
  { "wide", 860, FALSE },
  { "wide-dark", 860, TRUE },
  { "middle", 600, TRUE },
  { "narrow", 360, FALSE },
  { "narrow-dark", 360, TRUE },
};

static void
test_picture (gconstpointer data)
{
  guint scene = GPOINTER_TO_UINT (data) / G_N_ELEMENTS (looks);
  guint look = GPOINTER_TO_UINT (data) % G_N_ELEMENTS (looks);
  g_autoptr (BwDaySplit) split = make_scene (scene);
  g_autofree char *name = g_strdup_printf ("days-%s-%s", scenes[scene], looks[look].name);
  GtkWidget *view = bw_day_split_view_new (), *scrolled = gtk_scrolled_window_new (), *window;
  int least;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (view, "narrow", looks[look].width < 600, "margin-start", 12, "margin-end", 12,
                "margin-top", 12, "margin-bottom", 12, "valign",
                GTK_ALIGN_START, NULL);
  bw_day_split_view_set_split (BW_DAY_SPLIT_VIEW (view), split);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  window = ecg_window (scrolled, looks[look].width, looks[look].width < 600 ? 800 : 360);
  gtk_widget_grab_focus (find_column (view, g_array_index (split->days, BwDay, 0).day));
  gtk_window_set_focus_visible (GTK_WINDOW (window), TRUE);
  ecg_spin (50);
  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, looks[look].width < 600 ? 360 : 600);
  ecg_picture (window, name);
  ecg_close (window, view);
}

#define ADD(path, function)                                                                     \
  g_test_add ("/day-split-view/" path, Fixture, NULL, set_up, function, tear_down)

/* As the application does of itself. */
static void
load_style (void)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/beatwise/Beatwise/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("shown", test_shown);
  ADD ("keys", test_keys);
  g_test_add_func ("/day-split-view/tab", test_tab);
  ADD ("menu", test_menu);
  ADD ("set", test_set);
  ADD ("drag", test_drag);
  g_test_add_func ("/day-split-view/drag-lost", test_drag_lost);
  g_test_add_func ("/day-split-view/scroll", test_scroll);
  for (guint i = 0; i < G_N_ELEMENTS (scenes) * G_N_ELEMENTS (looks); i++)
    {
      guint look = i % G_N_ELEMENTS (looks);
      g_autofree char *path = g_strdup_printf ("/day-split-view/pictures/%s/%s",
                                               scenes[i / G_N_ELEMENTS (looks)], looks[look].name);

      /* To find faults, light and wide, dark and narrow are enough. */
      if (looks[look].dark != (looks[look].width <= 600) && g_getenv ("BW_TEST_PICTURES") == NULL)
        continue;
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_picture);
    }
  return g_test_run ();
}
