/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-day-split-view.h"

#include "app/bw-day-area.h"
#include "app/bw-day-column.h"
#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>

#define SPACING 12
/* Of eighths: most days are for training. */
#define N_EIGHTHS 8

static const struct
{
  int column, row, width;      /* where it is wide */
  guint key;
} places[BW_DAY_N_ROLES] = {
  [BW_DAY_TRAINING] = { 0, 0, 4, GDK_KEY_t },
  [BW_DAY_VALIDATION] = { 4, 0, 2, GDK_KEY_v },
  [BW_DAY_TEST] = { 6, 0, 2, GDK_KEY_e },
  [BW_DAY_UNUSED] = { 0, 1, 8, GDK_KEY_u },
};

struct _BwDaySplitView
{
  GtkWidget parent_instance;

  /* Owned. */
  BwDaySplit *split;           /* (nullable) */
  GPtrArray *columns;          /* (element-type BwDayColumn): in the order of the split's days */
  GtkWidget *content;
  GtkWidget *menu;
  GSimpleAction *role_action;

  /* Children of content. */
  GtkGrid *grid;
  BwDayArea *areas[BW_DAY_N_ROLES];

  guint32 menu_day;
  guint32 last_day;            /* that had the focus: Tab comes back to it */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwDaySplitView, bw_day_split_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

/* --- What is shown ------------------------------------------------------------------------------ */

static BwDay *
get_day (BwDaySplitView *self,
         guint           index)
{
  return &g_array_index (self->split->days, BwDay, index);
}

static guint
count_days (BwDaySplitView *self)
{
  return self->split != NULL ? self->split->days->len : 0;
}

static void
show_counts (BwDaySplitView *self,
             BwDayRole       role)
{
  guint n_days = 0, n_fasting = 0, n_glucose = 0;

  for (guint i = 0; i < count_days (self); i++)
    {
      const BwDay *day = get_day (self, i);

      if (day->role != role)
        continue;
      n_days++;
      n_fasting += day->n_fasting;
      n_glucose += day->n_glucose;
    }
  bw_day_area_set_counts (self->areas[role], n_days, n_fasting, n_glucose);
}

/* The column that stands before day @index in its area, %NULL for none. */
static GtkWidget *
find_before (BwDaySplitView *self,
             guint           index)
{
  for (guint i = index; i-- > 0;)
    if (get_day (self, i)->role == get_day (self, index)->role)
      return g_ptr_array_index (self->columns, i);
  return NULL;
}

static void
show_split (BwDaySplitView *self)
{
  guint most = 1, n = count_days (self);
  gboolean with_year = n > 0 && get_day (self, 0)->day / 10000 != get_day (self, n - 1)->day / 10000;

  for (guint i = 0; i < n; i++)
    most = MAX (most, MAX (get_day (self, i)->n_fasting, get_day (self, i)->n_glucose));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *column = g_ptr_array_index (self->columns, i);
      BwDayArea *area = self->areas[get_day (self, i)->role];

      bw_day_column_set_day (BW_DAY_COLUMN (column), get_day (self, i), most, with_year);
      if (!bw_day_area_has (area, column))
        bw_day_area_put (area, column, find_before (self, i));
    }
  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    show_counts (self, role);
}

/* --- Moving days -------------------------------------------------------------------------------- */

static int
find_index (BwDaySplitView *self,
            guint32         day)
{
  for (guint i = 0; i < count_days (self); i++)
    if (get_day (self, i)->day == day)
      return (int) i;
  return -1;
}

static void
focus_day (BwDaySplitView *self,
           guint           index)
{
  self->last_day = get_day (self, index)->day;
  gtk_widget_grab_focus (g_ptr_array_index (self->columns, index));
}

/* The day takes the focus along. */
static void
move_day (BwDaySplitView *self,
          guint32         day,
          BwDayRole       role)
{
  int index = find_index (self, day);

  if (index < 0 || !bw_day_split_set_role (self->split, day, role))
    return;
  show_split (self);
  focus_day (self, (guint) index);
  g_signal_emit (self, changed_signal, 0);
}

/* The index of the day that has the focus, −1 for none. */
static int
find_focused (BwDaySplitView *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (gtk_widget_has_focus (g_ptr_array_index (self->columns, i)))
      return (int) i;
  return -1;
}

/* The indices of days as they are seen: area by area.
 * Returns: (transfer full) (element-type guint) */
static GArray *
get_order (BwDaySplitView *self)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    for (guint i = 0; i < count_days (self); i++)
      if (get_day (self, i)->role == role)
        g_array_append_val (order, i);
  return order;
}

static gboolean
on_go (GtkWidget *widget,
       GVariant  *args,
       gpointer   user_data)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (widget);
  g_autoptr (GArray) order = get_order (self);
  int focused = find_focused (self), by = g_variant_get_int32 (args), at = 0;

  if (focused < 0)
    return FALSE;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && ABS (by) == 1)
    by = -by;
  while (g_array_index (order, guint, at) != (guint) focused)
    at++;
  if (by == G_MININT32)
    at = 0;
  else if (by == G_MAXINT32)
    at = (int) order->len - 1;
  else
    at = CLAMP (at + by, 0, (int) order->len - 1);
  focus_day (self, g_array_index (order, guint, at));
  return TRUE;
}

static gboolean
on_shift (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (widget);
  int focused = find_focused (self), by = g_variant_get_int32 (args), role;

  if (focused < 0)
    return FALSE;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    by = -by;
  role = (int) get_day (self, (guint) focused)->role + by;
  if (role < 0 || role >= BW_DAY_N_ROLES)
    gtk_widget_error_bell (widget);
  else
    move_day (self, get_day (self, (guint) focused)->day, role);
  return TRUE;
}

static gboolean
on_role_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (widget);
  int focused = find_focused (self);

  if (focused < 0)
    return FALSE;
  move_day (self, get_day (self, (guint) focused)->day, g_variant_get_int32 (args));
  return TRUE;
}

/* --- Menu --------------------------------------------------------------------------------------- */

static void
show_menu (BwDaySplitView *self,
           GtkWidget      *column)
{
  int index = find_index (self, bw_day_column_get_day (BW_DAY_COLUMN (column)));
  graphene_rect_t bounds;
  GdkRectangle at;

  if (index < 0 || !gtk_widget_compute_bounds (column, GTK_WIDGET (self), &bounds))
    return;
  self->menu_day = get_day (self, (guint) index)->day;
  g_simple_action_set_state (self->role_action,
                             g_variant_new_string (
                                 bw_day_role_get_id (get_day (self, (guint) index)->role)));
  at = (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                        (int) bounds.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* GTK 4.8 leaves the window without a focus when a menu is closed by Escape: the keyboard goes back to
 * the day. */
static void
on_menu_closed (BwDaySplitView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int index = find_index (self, self->menu_day);

  if (root != NULL && index >= 0
      && (focus == NULL || focus == self->menu || gtk_widget_is_ancestor (focus, self->menu)))
    focus_day (self, (guint) index);
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (widget);
  int focused = find_focused (self);

  if (focused < 0)
    return FALSE;
  show_menu (self, g_ptr_array_index (self->columns, focused));
  return TRUE;
}

static void
on_role_chosen (GSimpleAction  *action,
                GVariant       *parameter,
                BwDaySplitView *self)
{
  const char *id = g_variant_get_string (parameter, NULL);

  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    if (g_str_equal (bw_day_role_get_id (role), id))
      move_day (self, self->menu_day, role);
}

static void
on_column_pressed (GtkGestureClick *gesture,
                   int              n_press,
                   double           x,
                   double           y,
                   BwDaySplitView  *self)
{
  GtkWidget *column = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  int index = find_index (self, bw_day_column_get_day (BW_DAY_COLUMN (column)));

  if (index >= 0)
    focus_day (self, (guint) index);
  if (event != NULL && gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      show_menu (self, column);
    }
}

static void
on_column_long_press (GtkGestureLongPress *gesture,
                      double               x,
                      double               y,
                      BwDaySplitView      *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

/* --- Drag and drop ------------------------------------------------------------------------------ */

/* While a day is on its way the areas show that they take it. */
static void
on_dragged (BwDayColumn    *column,
            GParamSpec     *pspec,
            BwDaySplitView *self)
{
  if (bw_day_column_is_dragged (column))
    gtk_widget_add_css_class (GTK_WIDGET (self), "dragging");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dragging");
}

static void
on_dropped (BwDayArea      *area,
            BwDayColumn    *column,
            BwDaySplitView *self)
{
  if (!gtk_widget_is_ancestor (GTK_WIDGET (column), GTK_WIDGET (self)))
    return;
  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    if (self->areas[role] == area)
      move_day (self, bw_day_column_get_day (column), role);
}

/* --- Making it ---------------------------------------------------------------------------------- */

static GtkWidget *
make_column (BwDaySplitView *self)
{
  GtkWidget *column = bw_day_column_new ();
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_column_pressed), self);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_column_long_press), self);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (press));

  /* What is being dragged may outlive the view. */
  g_signal_connect_object (column, "notify::dragged", G_CALLBACK (on_dragged), self, 0);
  return g_object_ref_sink (column);
}

/* One below the other, or in their places. */
static void
arrange (BwDaySplitView *self)
{
  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    {
      GtkWidget *area = GTK_WIDGET (self->areas[role]);

      if (gtk_widget_get_parent (area) != NULL)
        gtk_grid_remove (self->grid, area);
      if (self->narrow)
        gtk_grid_attach (self->grid, area, 0, (int) role, N_EIGHTHS, 1);
      else
        gtk_grid_attach (self->grid, area, places[role].column, places[role].row,
                         places[role].width, 1);
    }
}

static GtkWidget *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (bw_day_role_get_name (role), NULL);

      g_menu_item_set_action_and_target (item, "day.role", "s", bw_day_role_get_id (role));
      g_menu_append_item (menu, item);
    }
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  return popover;
}

/* --- Widget ------------------------------------------------------------------------------------- */

static GtkSizeRequestMode
bw_day_split_view_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (BW_DAY_SPLIT_VIEW (widget)->content);
}

static void
bw_day_split_view_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  gtk_widget_measure (BW_DAY_SPLIT_VIEW (widget)->content, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static void
bw_day_split_view_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (widget);

  gtk_widget_allocate (self->content, width, height, baseline, NULL);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

/* Tab comes to the days once and goes on: among them arrows lead. */
static gboolean
bw_day_split_view_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (widget);
  int index = find_index (self, self->last_day);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (bw_day_split_view_parent_class)->focus (widget, direction);
  if (find_focused (self) >= 0 || count_days (self) == 0)
    return FALSE;
  if (index < 0)
    {
      g_autoptr (GArray) order = get_order (self);

      index = (int) g_array_index (order, guint, 0);
    }
  focus_day (self, (guint) index);
  return TRUE;
}

static void
bw_day_split_view_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_DAY_SPLIT_VIEW (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_day_split_view_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  arrange (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_day_split_view_dispose (GObject *object)
{
  BwDaySplitView *self = BW_DAY_SPLIT_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    g_clear_object (&self->areas[role]);
  g_clear_object (&self->role_action);
  g_clear_pointer (&self->split, bw_day_split_free);
  G_OBJECT_CLASS (bw_day_split_view_parent_class)->dispose (object);
}

static void
bind (GtkWidgetClass  *klass,
      guint            key,
      guint            keypad,
      GdkModifierType  modifiers,
      GtkShortcutFunc  callback,
      gint32           argument)
{
  gtk_widget_class_add_binding (klass, key, modifiers, callback, "i", argument);
  gtk_widget_class_add_binding (klass, keypad, modifiers, callback, "i", argument);
}

static void
bw_day_split_view_class_init (BwDaySplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const guint menu_keys[] = { GDK_KEY_Menu, GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };

  object_class->get_property = bw_day_split_view_get_property;
  object_class->set_property = bw_day_split_view_set_property;
  object_class->dispose = bw_day_split_view_dispose;
  widget_class->get_request_mode = bw_day_split_view_get_request_mode;
  widget_class->measure = bw_day_split_view_measure;
  widget_class->size_allocate = bw_day_split_view_size_allocate;
  widget_class->focus = bw_day_split_view_focus;

  properties[PROP_NARROW]
      = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "day-split-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, 0, on_go, -1);
  bind (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 0, on_go, 1);
  bind (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, on_go, G_MININT32);
  bind (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 0, on_go, G_MAXINT32);
  bind (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK, on_shift, -1);
  bind (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK, on_shift, 1);
  for (gint32 role = 0; role < BW_DAY_N_ROLES; role++)
    gtk_widget_class_add_binding (widget_class, places[role].key, 0, on_role_key, "i", role);
  for (guint i = 0; i < G_N_ELEMENTS (menu_keys); i++)
    gtk_widget_class_add_binding (widget_class, menu_keys[i], 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
}

static GtkWidget *
make_legend (void)
{
  g_autofree char *fasting = bw_label_words_format (BW_LABEL_FASTING);
  g_autofree char *glucose = bw_label_words_format (BW_LABEL_GLUCOSE);
  g_autofree char *text = g_strdup_printf ("%s   %s", fasting, glucose);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
bw_day_split_view_init (BwDaySplitView *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->role_action = g_simple_action_new_stateful (
      "role", G_VARIANT_TYPE_STRING,
      g_variant_new_string (bw_day_role_get_id (BW_DAY_TRAINING)));
  g_signal_connect (self->role_action, "activate", G_CALLBACK (on_role_chosen), self);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (self->role_action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "day", G_ACTION_GROUP (actions));

  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_column_spacing (self->grid, SPACING);
  gtk_grid_set_row_spacing (self->grid, SPACING);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (self->content), make_legend ());
  /* The areas share the height of the tallest; the view asks for no more. */
  gtk_widget_set_vexpand (self->content, FALSE);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    {
      self->areas[role] = BW_DAY_AREA (g_object_ref_sink (bw_day_area_new (role)));
      g_signal_connect (self->areas[role], "dropped", G_CALLBACK (on_dropped), self);
    }
  arrange (self);

  self->menu = make_menu ();
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (on_menu_closed), self);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Days for training, validation and test"), -1);
  show_split (self);
}

GtkWidget *
bw_day_split_view_new (void)
{
  return g_object_new (BW_TYPE_DAY_SPLIT_VIEW, NULL);
}

/* Whether the columns there are can show the other's days too. */
static gboolean
has_same_days (BwDaySplitView   *self,
               const BwDaySplit *split)
{
  if (count_days (self) != (split != NULL ? split->days->len : 0))
    return FALSE;
  for (guint i = 0; i < count_days (self); i++)
    if (get_day (self, i)->day != g_array_index (split->days, BwDay, i).day)
      return FALSE;
  return TRUE;
}

static void
clear_columns (BwDaySplitView *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkWidget *column = g_ptr_array_index (self->columns, i);

      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (column)), column);
    }
  g_ptr_array_set_size (self->columns, 0);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragging");
}

void
bw_day_split_view_set_split (BwDaySplitView   *self,
                             const BwDaySplit *split)
{
  BwDaySplit *copy;
  gboolean same;

  g_return_if_fail (BW_IS_DAY_SPLIT_VIEW (self));

  same = has_same_days (self, split);
  copy = split != NULL ? bw_day_split_copy (split) : NULL;
  if (!same)
    clear_columns (self);
  g_clear_pointer (&self->split, bw_day_split_free);
  self->split = copy;
  for (guint i = 0; !same && i < count_days (self); i++)
    g_ptr_array_add (self->columns, make_column (self));
  show_split (self);
}

const BwDaySplit *
bw_day_split_view_get_split (BwDaySplitView *self)
{
  g_return_val_if_fail (BW_IS_DAY_SPLIT_VIEW (self), NULL);

  return self->split;
}
