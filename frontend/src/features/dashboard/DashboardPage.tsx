import { Loading } from "@/components/ui/skeleton";

export default function DashboardPage() {
  return <Loading>{null}</Loading>;
}
